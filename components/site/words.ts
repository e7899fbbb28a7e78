export const aboutWords = {
  title: 'What this does not prove',
  lead: 'A face and a voice are convenient. They are not secrets, and we would rather say so than have you find out.',
  sections: [
    {
      title: 'A match is a likelihood',
      texts: [
        'The computer compares numbers and asks whether two people are alike enough. It can take a stranger for you, and it can fail to know you. Close relatives and twins are hard for it.',
      ],
    },
    {
      title: 'Faces and voices can be copied',
      texts: [
        'Photos, films and recordings of people are easy to find, and programs can imitate a voice. Asking for both at once makes it harder to cheat, not impossible.',
      ],
    },
    {
      title: 'Published figures are not yours',
      texts: [
        'Error rates measured with studio recordings or photos of celebrities do not carry over to your webcam, your microphone and your light. Where our documents give a number, they name the data it comes from.',
      ],
    },
    {
      title: 'Standards ask for more',
      texts: [
        'The guidelines of NIST (SP 800-63B-4) do not accept a voice as proof, accept a face only together with something that you hold, and ask for another way in. Please do not guard anything with this that you could not bear to lose.',
      ],
    },
    {
      title: 'Another way in must exist',
      texts: [
        'Nobody should be locked out by a cold or a broken camera. Passkeys and recovery codes are planned; until they are here, the people who run this site can help.',
      ],
    },
    {
      title: 'What we keep, and for how long',
      texts: [
        'Until your account is deleted: your name, when you signed up and agreed, and, encrypted, the numbers that describe your face and your voice, with a statistical model of how your voice sounds, the descriptions of your last eight accepted voices, and what tells us when your first pictures and recordings are sent again: tiny grey pictures, and the high points of the sound. If you turn updates on, also descriptions from later log-ins, until you turn them off.',
        'For 180 days: when each log-in was, how it ended and why, what was unusual, the kind of browser, your name and network address scrambled with a secret key, how alike face and voice were, and fingerprints of pictures and recordings that only show whether the same one is sent again. For 90 days, encrypted: tiny grey pictures and the high points of the sound of your last thirty log-ins, which show that also when they were changed. While you are logged in: when that began, the kind of browser, and the network it came from. On your device: a cookie for 400 days that says nothing about you and keeps the tries of strangers from locking you out.',
        'For ten minutes at the most, encrypted: what you give during an unfinished sign-up.',
      ],
    },
  ],
  back: 'Back to the start',
};

export const notFoundWords = {
  title: 'There is no page here',
  text: 'The address may have a slip in it, or the page has moved.',
  home: 'Go to the start',
};

export const errorPageWords = {
  title: 'Something went wrong on our side',
  text: 'It is not your fault. Please try again; if it happens again, wait a little.',
  tryAgain: 'Try again',
  home: 'Go to the start',
  id: 'If you tell us about it, please give this number:',
};
