import type { Locale } from '@/components/intl/locales';
import deAbout from './de/about.json' with { type: 'json' };
import deAccount from './de/account.json' with { type: 'json' };
import deBroken from './de/broken.json' with { type: 'json' };
import deCapture from './de/capture.json' with { type: 'json' };
import deDashboard from './de/dashboard.json' with { type: 'json' };
import deErrorPage from './de/errorPage.json' with { type: 'json' };
import deErrors from './de/errors.json' with { type: 'json' };
import deExport from './de/export.json' with { type: 'json' };
import deHeader from './de/header.json' with { type: 'json' };
import deHelp from './de/help.json' with { type: 'json' };
import deHome from './de/home.json' with { type: 'json' };
import deLetters from './de/letters.json' with { type: 'json' };
import deLogIn from './de/logIn.json' with { type: 'json' };
import deMyAccount from './de/myAccount.json' with { type: 'json' };
import deNames from './de/names.json' with { type: 'json' };
import deNotFound from './de/notFound.json' with { type: 'json' };
import deOtherWays from './de/otherWays.json' with { type: 'json' };
import deRefusal from './de/refusal.json' with { type: 'json' };
import deReview from './de/review.json' with { type: 'json' };
import deSignUp from './de/signUp.json' with { type: 'json' };
import deSite from './de/site.json' with { type: 'json' };
import deWaysIn from './de/waysIn.json' with { type: 'json' };
import enAbout from './en/about.json' with { type: 'json' };
import enAccount from './en/account.json' with { type: 'json' };
import enBroken from './en/broken.json' with { type: 'json' };
import enCapture from './en/capture.json' with { type: 'json' };
import enDashboard from './en/dashboard.json' with { type: 'json' };
import enErrorPage from './en/errorPage.json' with { type: 'json' };
import enErrors from './en/errors.json' with { type: 'json' };
import enExport from './en/export.json' with { type: 'json' };
import enHeader from './en/header.json' with { type: 'json' };
import enHelp from './en/help.json' with { type: 'json' };
import enHome from './en/home.json' with { type: 'json' };
import enLetters from './en/letters.json' with { type: 'json' };
import enLogIn from './en/logIn.json' with { type: 'json' };
import enMyAccount from './en/myAccount.json' with { type: 'json' };
import enNames from './en/names.json' with { type: 'json' };
import enNotFound from './en/notFound.json' with { type: 'json' };
import enOtherWays from './en/otherWays.json' with { type: 'json' };
import enRefusal from './en/refusal.json' with { type: 'json' };
import enReview from './en/review.json' with { type: 'json' };
import enSignUp from './en/signUp.json' with { type: 'json' };
import enSite from './en/site.json' with { type: 'json' };
import enWaysIn from './en/waysIn.json' with { type: 'json' };

const en = {
  about: enAbout,
  account: enAccount,
  broken: enBroken,
  capture: enCapture,
  dashboard: enDashboard,
  errorPage: enErrorPage,
  errors: enErrors,
  export: enExport,
  header: enHeader,
  help: enHelp,
  home: enHome,
  letters: enLetters,
  logIn: enLogIn,
  myAccount: enMyAccount,
  names: enNames,
  notFound: enNotFound,
  otherWays: enOtherWays,
  refusal: enRefusal,
  review: enReview,
  signUp: enSignUp,
  site: enSite,
  waysIn: enWaysIn,
};

/** Every text, by area. ICU MessageFormat: `{count, plural, one {# try} other {# tries}}`. */
export type Messages = typeof en;

const de: Messages = {
  about: deAbout,
  account: deAccount,
  broken: deBroken,
  capture: deCapture,
  dashboard: deDashboard,
  errorPage: deErrorPage,
  errors: deErrors,
  export: deExport,
  header: deHeader,
  help: deHelp,
  home: deHome,
  letters: deLetters,
  logIn: deLogIn,
  myAccount: deMyAccount,
  names: deNames,
  notFound: deNotFound,
  otherWays: deOtherWays,
  refusal: deRefusal,
  review: deReview,
  signUp: deSignUp,
  site: deSite,
  waysIn: deWaysIn,
};

export const catalogue: Record<Locale, Messages> = { 'en-GB': en, 'de-DE': de };
