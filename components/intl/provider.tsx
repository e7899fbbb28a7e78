'use client';

/** For components that run in browsers: they ask with `useTranslations` and `useFormatter` of use-intl. */
export { IntlProvider } from 'use-intl/react';
