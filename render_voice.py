"""Speaks the clips of the hall's voice with eSpeak NG, offline: `make voice`.

The same wheels give the same bytes. Needs requirements-voice.txt, which no office installs.
"""

import ctypes
import math
from array import array
from pathlib import Path
from string import ascii_lowercase

import espeakng_loader
import lameenc

from office.walls import voice

FOLDER = Path(__file__).parent / "static" / "voice"
RATE = 22050  # samples a second, as eSpeak NG speaks
SYNCHRONOUS, PHONEMES, SPEED, PITCH, UTF8 = 2, 0x100, 1, 3, 1
VOICES = {"id": ("id", 125, 42), "en": ("en-us", 135, 42)}  # its name, words a minute, pitch
LOUD = 9500  # every word's loudest tenth of a second, root mean square; else letters drown
QUIET = 250  # a sample below it is silence

# Indonesian as it is spoken, in eSpeak's phonemes: by itself it reads every e of these alike.
SOUNDS = (
    "'a: b'e: tS'e: d'e: 'e: 'Ef g'e: h'a: 'i: dZ'e: k'a: 'El 'Em "
    "'En 'o: p'e: k'i: 'ER 'Es t'e: 'u: f'e: w'e: 'Eks j'e: z'Et"
)
LETTERS = dict(zip(ascii_lowercase, SOUNDS.split(), strict=True))
SPOKEN = {name: f"[[{sounds}]]" for name, sounds in LETTERS.items()} | {
    "4": "[[@mp'at]]",
    "6": "[[@n'am]]",
    "sebelas": "[[s@b@l'as]]",
    "belas": "[[b@l'as]]",
    "silakan-menuju-loket": "silakan menuju [[l'okEt]]",
}
DIGITS = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan",
    "en": "zero one two three four five six seven eight nine",
}


def text(name: str) -> tuple[str, str]:
    """The language of a clip, and what is spoken: its end falls, or waits for what follows."""
    language, _, word = name.removesuffix(voice.END).partition("-")
    if language == "id" and word in SPOKEN:
        words = SPOKEN[word]
    elif len(word) == 1 and word.isdigit():
        words = DIGITS[language].split()[int(word)]
    else:
        words = word.upper() if len(word) == 1 else word.replace("-", " ")
    return language, words + ("." if name.endswith(voice.END) else ",")


class Speaker:
    """eSpeak NG, which hands back what it speaks."""

    def __init__(self) -> None:
        self._spoken = array("h")
        self._engine = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data = str(espeakng_loader.get_data_path()).encode()
        if self._engine.espeak_Initialize(SYNCHRONOUS, 0, data, 0) != RATE:
            raise SystemExit("eSpeak NG does not speak here.")
        kind = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
        )
        self._hear = kind(self._take)  # kept: the engine calls it later
        self._engine.espeak_SetSynthCallback(self._hear)

    def say(self, language: str, words: str) -> array:
        name, speed, pitch = VOICES[language]
        self._engine.espeak_SetVoiceByName(name.encode())
        self._engine.espeak_SetParameter(SPEED, speed, 0)
        self._engine.espeak_SetParameter(PITCH, pitch, 0)
        self._spoken = array("h")
        told = words.encode()
        size = ctypes.c_size_t(len(told) + 1)
        self._engine.espeak_Synth(told, size, 0, 1, 0, UTF8 | PHONEMES, None, None)
        return self._spoken

    def _take(self, wave, count: int, _events) -> int:
        if wave and count:
            self._spoken.extend(wave[:count])
        return 0


def trimmed(sound: array) -> array:
    """Without the silence around it, and as loud as every other."""
    heard = [place for place, sample in enumerate(sound) if abs(sample) > QUIET]
    sound = sound[heard[0] : heard[-1] + 1]
    step = RATE // 10
    parts = [sound[at : at + step] for at in range(0, len(sound), step)]
    loudest = max(math.sqrt(sum(one * one for one in part) / len(part)) for part in parts)
    gain = min(LOUD / loudest, 32000 / max(abs(sample) for sample in sound))
    return array("h", (round(sample * gain) for sample in sound))


def chime() -> array:
    """Two tones of a bell, the second lower, each dying away."""
    length = round(1.25 * RATE)
    tones = ((0.0, 659.26), (0.42, 523.25))  # seconds after the first; hertz: E5, C5
    samples = [0.0] * length
    for begins, hertz in tones:
        first = round(begins * RATE)
        for place in range(first, length):
            at = (place - first) / RATE
            swell = min(1.0, at / 0.006) * math.exp(-3.6 * at) * min(1, (length - place) / 1200)
            wave = math.sin(math.tau * hertz * at) + 0.35 * math.sin(math.tau * 2 * hertz * at)
            samples[place] += swell * wave
    loudest = max(map(abs, samples))
    return array("h", (round(20000 * sample / loudest) for sample in samples))


def mp3(sound: array) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(32)
    encoder.set_quality(2)
    encoder.silence()
    return bytes(encoder.encode(sound.tobytes()) + encoder.flush())


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    speaker = Speaker()
    for name in sorted(voice.clips()):
        sound = chime() if name == voice.CHIME else trimmed(speaker.say(*text(name)))
        (FOLDER / f"{name}.mp3").write_bytes(mp3(sound))


if __name__ == "__main__":
    main()
