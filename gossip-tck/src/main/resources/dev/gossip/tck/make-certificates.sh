#!/bin/sh
# Makes contract.p12 anew with nothing but the JDK's keytool. Run it in this directory.
set -eu
store=contract.p12
century=36500
start='2026/01/01 00:00:00'
tool() { keytool "$@" -keystore $store -storetype PKCS12 -storepass changeit; }

authority() { # alias
    tool -genkeypair -alias "$1" -keyalg EC -groupname secp256r1 -dname "CN=contract $1" \
        -validity $century -startdate "$start" -ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign
}

party() { # alias, issuer, days, alternative names
    tool -genkeypair -alias "$1" -keyalg EC -groupname secp256r1 -dname "CN=$1"
    tool -certreq -alias "$1" -file request.tmp
    tool -gencert -alias "$2" -infile request.tmp -outfile answer.tmp -validity "$3" -startdate "$start" \
        -ext ku:c=digitalSignature -ext eku=serverAuth,clientAuth -ext "san=$4"
    tool -importcert -noprompt -alias "$1" -file answer.tmp
    rm request.tmp answer.tmp
}

here=dns:localhost,ip:127.0.0.1,ip:::1
rm -f $store
authority root
authority other-root
party alice root $century $here
party bob root $century $here
party elsewhere root $century dns:elsewhere.example
party expired root 1 $here
party mallory other-root $century $here
