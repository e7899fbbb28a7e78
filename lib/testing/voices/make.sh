#!/bin/sh
# Makes the synthetic voices of the end-to-end tests: lib/testing/voices/<speaker>-<n>.ogg, 16 kHz mono Opus, about 6 s each.
# Needs Debian's flite, espeak-ng and ffmpeg. The files are committed; run this only to change them.
set -eu

out="$(dirname "$0")"
wav="$(mktemp -d)"
trap 'rm -rf "$wav"' EXIT
mkdir -p "$out"

sentence() {
  case $1 in
    1) echo 'The quick brown fox jumps over the lazy dog, while seven kind wizards watch from the garden wall.' ;;
    2) echo 'My voice is my own, and tomorrow morning it will open this heavy wooden door again for me.' ;;
    3) echo 'Please pour a large cup of fresh coffee, and bring the blue notebook here before the others arrive.' ;;
    4) echo 'Nine grey geese flew south over the quiet harbour, just ahead of the first big winter storm.' ;;
  esac
}

# Usage: speak NAME N, to $wav/spoken.wav
speak() {
  case $1 in
    edwin) espeak-ng -v en-us -s 160 -w "$wav/spoken.wav" "$(sentence "$2")" ;;
    fiona) espeak-ng -v en-us+f2 -s 160 -w "$wav/spoken.wav" "$(sentence "$2")" ;;
    *) flite -voice "$1" --setf duration_stretch=1.1 -t "$(sentence "$2")" -o "$wav/spoken.wav" ;;
  esac
}

for speaker in awb kal16 rms slt edwin fiona; do
  for n in 1 2 3 4; do
    speak "$speaker" "$n"
    ffmpeg -loglevel error -y -i "$wav/spoken.wav" -af loudnorm=I=-20:TP=-2 -ar 16000 -ac 1 \
      -c:a libopus -b:a 32k -map_metadata -1 -fflags +bitexact "$out/$speaker-$n.ogg"
  done
done
