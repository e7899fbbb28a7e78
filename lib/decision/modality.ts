/** What a person is known by. */
export const modalities = ['face', 'voice'] as const;

export type Modality = (typeof modalities)[number];
