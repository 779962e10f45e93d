#!/bin/sh
# Makes certificates.p12 anew with the JDK's keytool. Run it in this directory.
set -eu
work=$(mktemp -d)
pass=changeit
years=36500

pair() { # alias, common name, days, start, further options
    alias=$1 name=$2 days=$3 start=$4
    shift 4
    keytool -genkeypair -keystore "$work/all.p12" -storetype PKCS12 -storepass $pass -alias "$alias" \
        -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA -dname "CN=$name" \
        -validity "$days" -startdate "$start" "$@"
}

sign() { # alias, issuer, days, start, further options
    alias=$1 issuer=$2 days=$3 start=$4
    shift 4
    keytool -certreq -keystore "$work/all.p12" -storepass $pass -alias "$alias" -file "$work/$alias.csr"
    keytool -gencert -keystore "$work/all.p12" -storepass $pass -alias "$issuer" -infile "$work/$alias.csr" \
        -outfile "$work/$alias.der" -validity "$days" -startdate "$start" -sigalg SHA256withECDSA "$@"
    keytool -importcert -keystore "$work/all.p12" -storepass $pass -alias "$alias" -file "$work/$alias.der" -noprompt
}

then='2026/01/01 00:00:00'
pair root 'Test root' $years "$then" -ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign
pair other-root 'Other root' $years "$then" -ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign
for node in alice bob; do
    pair $node $node $years "$then"
    sign $node root $years "$then" -ext san=dns:localhost,ip:127.0.0.1,ip:::1
done
pair nameless nameless $years "$then"
sign nameless root $years "$then"
pair expired expired 1 "$then"
sign expired root 1 "$then" -ext san=dns:localhost,ip:127.0.0.1
pair mallory mallory $years "$then"
sign mallory other-root $years "$then" -ext san=dns:localhost,ip:127.0.0.1

cp "$work/all.p12" certificates.p12
rm -r "$work"
