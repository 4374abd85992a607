#!/bin/sh
# Signs and notarizes the programs for macOS in a release's folder, on a Mac with Xcode's command line tools:
#   sh deploy/sign-macos.sh dist/release "Developer ID Application: NAME (TEAM)" PROFILE
# PROFILE has the account's credentials, stored once with: xcrun notarytool store-credentials PROFILE
# A program that is one file cannot carry the notarization with it: a Mac asks Apple at the first start. So that start needs
# the internet.
set -eu
folder=${1:?"usage: $0 FOLDER IDENTITY PROFILE"}
identity=${2:?"the identity of the certificate is missing: security find-identity -v -p codesigning lists them"}
profile=${3:?"the profile of notarytool is missing"}
entitlements=$(dirname "$0")/entitlements.plist

found=false
for program in "$folder"/lectern-*-macos-*; do
  case $program in *.zip | *'*'*) continue ;; esac
  found=true
  codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$identity" "$program"
  codesign --verify --strict "$program"
  ditto -c -k "$program" "$program.zip"
  xcrun notarytool submit "$program.zip" --keychain-profile "$profile" --wait
  rm "$program.zip"
done
if ! $found; then
  echo "There is no program for macOS in $folder." >&2
  exit 1
fi

# The signature changes the files: correct their checksums, also in the formula of Homebrew.
for program in "$folder"/lectern-*-macos-*; do
  name=$(basename "$program")
  old=$(sed -n "s/^\([0-9a-f]*\)  $name\$/\1/p" "$folder/SHA256SUMS")
  new=$(shasum -a 256 "$program" | cut -d ' ' -f 1)
  for list in SHA256SUMS lectern.rb; do
    if [ -f "$folder/$list" ] && [ -n "$old" ]; then
      sed "s/$old/$new/" "$folder/$list" > "$folder/$list.new"
      mv "$folder/$list.new" "$folder/$list"
    fi
  done
done
if [ -f "$folder/lectern.rb" ]; then
  old=$(sed -n 's/^\([0-9a-f]*\)  lectern.rb$/\1/p' "$folder/SHA256SUMS")
  new=$(shasum -a 256 "$folder/lectern.rb" | cut -d ' ' -f 1)
  sed "s/$old/$new/" "$folder/SHA256SUMS" > "$folder/SHA256SUMS.new"
  mv "$folder/SHA256SUMS.new" "$folder/SHA256SUMS"
fi
