'use client';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Checkbox } from '@/components/ui/checkbox';
import { Select } from '@/components/ui/select';
import { recall, remember } from './remembered';
import type { Capture } from './use-capture';

/** The choice of devices and the countdown. Remembered in this browser. */
export default function Settings({ capture }: { capture: Capture }): ReactElement {
  const t = useTranslations('capture.settings');
  const [countdown, setCountdown] = useState(() => recall('countdown') !== 'off');
  const [chosen, setChosen] = useState<{ camera?: string; microphone?: string }>({});

  const choose = (kind: 'camera' | 'microphone', deviceId: string): void => {
    setChosen({ ...chosen, [kind]: deviceId });
    capture.choose(kind, deviceId);
  };

  return (
    <div className="mt-3 flex flex-col gap-4 pb-2">
      {(['camera', 'microphone'] as const)
        .filter((kind) => capture.wanted[kind])
        .map((kind) => ({ kind, options: optionsOf(capture.devices, kind, t('unnamed')) }))
        .filter(({ options }) => options.length > 0)
        .map(({ kind, options }) => (
          <Select
            key={kind}
            label={t(kind)}
            options={options}
            value={chosen[kind] ?? capture.opened(kind) ?? options[0]?.value}
            onChange={(deviceId) => choose(kind, deviceId)}
          />
        ))}
      <div className="pt-2">
        <Checkbox
          checked={countdown}
          onChange={(on) => {
            setCountdown(on);
            remember('countdown', on ? 'on' : 'off');
          }}
        >
          {t('countdown')}
        </Checkbox>
      </div>
    </div>
  );
}

function optionsOf(
  devices: MediaDeviceInfo[],
  kind: 'camera' | 'microphone',
  unnamed: string,
): { value: string; text: string }[] {
  const wanted = kind === 'camera' ? 'videoinput' : 'audioinput';
  return devices
    .filter((device) => device.kind === wanted && device.deviceId !== '')
    .map(({ deviceId, label }) => ({ value: deviceId, text: label || unnamed }));
}
