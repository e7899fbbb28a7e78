import type { Locale } from '@/components/intl/locales';
import deAbout from './de/about.json';
import deAccount from './de/account.json';
import deCapture from './de/capture.json';
import deErrorPage from './de/errorPage.json';
import deErrors from './de/errors.json';
import deHome from './de/home.json';
import deLogIn from './de/logIn.json';
import deNotFound from './de/notFound.json';
import deRenewVoice from './de/renewVoice.json';
import deSignUp from './de/signUp.json';
import deSite from './de/site.json';
import enAbout from './en/about.json';
import enAccount from './en/account.json';
import enCapture from './en/capture.json';
import enErrorPage from './en/errorPage.json';
import enErrors from './en/errors.json';
import enHome from './en/home.json';
import enLogIn from './en/logIn.json';
import enNotFound from './en/notFound.json';
import enRenewVoice from './en/renewVoice.json';
import enSignUp from './en/signUp.json';
import enSite from './en/site.json';

const en = {
  about: enAbout,
  account: enAccount,
  capture: enCapture,
  errorPage: enErrorPage,
  errors: enErrors,
  home: enHome,
  logIn: enLogIn,
  notFound: enNotFound,
  renewVoice: enRenewVoice,
  signUp: enSignUp,
  site: enSite,
};

/** Every text, by area. ICU MessageFormat: `{count, plural, one {# try} other {# tries}}`. */
export type Messages = typeof en;

const de: Messages = {
  about: deAbout,
  account: deAccount,
  capture: deCapture,
  errorPage: deErrorPage,
  errors: deErrors,
  home: deHome,
  logIn: deLogIn,
  notFound: deNotFound,
  renewVoice: deRenewVoice,
  signUp: deSignUp,
  site: deSite,
};

export const catalogue: Record<Locale, Messages> = { 'en-GB': en, 'de-DE': de };
