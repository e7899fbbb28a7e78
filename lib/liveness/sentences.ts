/*
 * What people are asked to say. Written for this project: everyday words, about three to four seconds at a calm pace,
 * no names, no numbers that could be read as a code.
 */
const sentences = [
  'The morning train was late, so we walked along the river.',
  'Please leave the blue umbrella next to the kitchen door.',
  'Every summer my neighbours paint their fence a new colour.',
  'A warm loaf of bread is better than a cold slice of cake.',
  'The old clock on the wall is always seven minutes slow.',
  'We watched the small boats come home before the storm.',
  'My favourite jacket has a button that never stays closed.',
  'There is fresh coffee on the table and music in the garden.',
  'The museum opens early, but the best room is upstairs.',
  'Rain on a tin roof is the finest sound for falling asleep.',
  'Somebody has planted yellow flowers under our window.',
  'The library keeps a quiet corner for people who like maps.',
  'He folded the letter twice and put it in his coat pocket.',
  'On clear nights you can see the lighthouse from the bridge.',
  'The baker down the street knows everyone by their voice.',
  'Our cat sleeps on the warm stones until the sun goes down.',
  'She painted the garden chair green and the gate white.',
  'A good pair of shoes makes a long road feel much shorter.',
  'The children built a tall tower out of empty boxes.',
  'We should bring some apples and a blanket for the picnic.',
  'The piano in the hall has not been tuned for many years.',
  'Behind the station there is a market with fruit and fish.',
  'I would rather take the stairs than wait for the lift.',
  'The first snow of the winter fell softly on the harbour.',
] as const;

/**
 * `count` different sentences, chosen by `random` bytes (two for each sentence). Two bytes for a list this short keep
 * the bias of the remainder under 0.1 %.
 */
export function chooseSentences(count: number, random: Uint8Array): string[] {
  if (count > sentences.length || random.length < 2 * count) throw new RangeError('too few sentences or random bytes');
  const left: string[] = [...sentences];
  return Array.from({ length: count }, (_, i) => {
    const draw = ((random[2 * i] as number) << 8) | (random[2 * i + 1] as number);
    const [chosen] = left.splice(draw % left.length, 1);
    return chosen as string;
  });
}
