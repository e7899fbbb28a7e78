import type { ErrorCode } from '@/lib/errors';

const calm = 'Something went wrong on our side. Please try again in a moment.';
const unreadableSample = 'That recording could not be read. Please try again.';

/** What a person reads for each code: what happened, kindly, and what to do next. */
export const errorWords = {
  invalid_request: calm,
  not_found: calm,
  method_not_allowed: calm,
  unknown_host: calm,
  invalid_name: 'Please use 3 to 32 letters, digits, dots, dashes or underscores.',
  invalid_email: 'Please type a whole e-mail address, such as ada@example.org.',
  timed_out: 'We heard nothing for a while, so we have stopped. Please try again.',
  consent_required: 'Please tick the box first. We take no photo and no recording without your yes.',
  invalid_data_url: unreadableSample,
  empty_media: 'That recording was empty. Please try again.',
  media_too_large: 'That recording was too large. Please try again.',
  too_many_pixels: 'That picture was too large. Please choose another camera and try again.',
  recording_too_long: 'That recording was too long. Please try again.',
  unsupported_media: unreadableSample,
  undecodable_media: unreadableSample,
  decoder_missing: 'This browser records in a format that we cannot read yet. Please try another browser.',
  no_face: 'We could not see your face well. Turn towards the light and try again.',
  many_faces: 'Only you in the picture, please. Then try again.',
  face_too_small: 'Please come a little closer and try again.',
  face_cut_off: 'Please come into the middle of the picture and try again.',
  face_turned: 'Please look into the camera and try again.',
  too_dark: 'It is too dark here. Turn towards the light and try again.',
  too_bright: 'The picture is too bright. Move away from the strong light and try again.',
  low_contrast: 'The picture is hazy. Wipe the camera, turn towards the light and try again.',
  too_blurred: 'The picture was blurred. Hold still and try again.',
  no_speech: 'We could not hear you. Say all the digits and try again.',
  too_short: 'That was a little short. Say all the digits and try again.',
  too_quiet: 'Please speak a little louder and try again.',
  clipped: 'That was very loud. Please speak a little more softly and try again.',
  too_noisy: 'It is noisy here. Find a quieter place and try again.',
  once_more: 'We are not quite sure yet. Please do that once more.',
  faces_differ: 'Your photos did not look alike. Please take them again, with the same person in each.',
  digits_unclear: 'We could not hear some digits well. Please say these again, one after the other.',
  turn_further: 'Please turn your head a little further, and back again.',
  turn_other_way: 'That was the other way. Please look which side we ask for, and try again.',
  turn_back: 'Please turn back to the camera at the end, and stay there for a moment.',
  turn_unclear: 'We could not follow your head. Look straight at the camera, turn slowly, and look back.',
  voices_differ: 'Your recordings did not sound alike. Please make them again, with the same person in each.',
  not_recognised: 'That did not match. Please try again, or choose another way to log in.',
  passkey_asked: 'Now your passkey, please.',
  passkey_refused: 'That passkey could not be used. Please try again, or take another one.',
  not_signed_in: 'Please log in first.',
  not_fresh: 'Please log in once more first: for this we want to be sure that it is you.',
  invalid_api_key: calm,
  attempt_ended: 'That took a little too long, so we have stopped and kept nothing. Please start again.',
  enrolment_incomplete: 'A photo or a recording is still missing. Please take it and try again.',
  already_registered: 'You have signed up already. You can log in.',
  too_many_attempts: 'Too many tries. Please wait a little before you try again.',
  busy: 'Many people are here right now. Please try again in a moment.',
  unavailable: 'Open Sesame cannot look people up just now. Please try again in a moment.',
  model_invalid: calm,
  configuration_invalid: calm,
  storage_in_use: calm,
  storage_damaged: calm,
  storage_newer: calm,
  internal: calm,
} satisfies Record<ErrorCode, string>;

const minute = new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'minute', unitDisplay: 'long' });
const second = new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'second', unitDisplay: 'long' });
const list = new Intl.ListFormat('en-GB', { type: 'unit', style: 'narrow' });

/** "2 minutes 40 seconds" for 160. Whole seconds, at least one. */
export function waitWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  const parts: string[] = [];
  if (whole >= 60) parts.push(minute.format(Math.floor(whole / 60)));
  if (whole % 60 > 0) parts.push(second.format(whole % 60));
  return list.format(parts);
}
