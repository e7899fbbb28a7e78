import { observeSaid, observeTurn } from './observe-login';
import { observePhoto } from './observe-photo';
import { observeSentence } from './observe-sentence';

/** How captures are looked at and listened to. It depends on nothing but the bytes and the networks. */
export interface Observers {
  photo: typeof observePhoto;
  sentence: typeof observeSentence;
  said: typeof observeSaid;
  turn: typeof observeTurn;
}

export const observers: Observers = {
  photo: observePhoto,
  sentence: observeSentence,
  said: observeSaid,
  turn: observeTurn,
};
