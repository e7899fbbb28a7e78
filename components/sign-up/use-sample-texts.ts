'use client';
import { useTranslations } from 'use-intl/react';
import type { SampleStepProps } from './sample-step';

/** What is said where samples are taken. */
export function useSampleTexts(): SampleStepProps['words'] {
  const t = useTranslations('signUp');
  return {
    label: t('samples.label'),
    accepted: t('samples.accepted'),
    refused: { title: t('refused'), text: t('problems.not_recognised') },
    start: t('samples.start'),
    startText: t('samples.startText'),
    done: t('samples.done'),
    goOn: t('samples.goOn'),
  };
}
