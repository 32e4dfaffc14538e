import { useState } from 'react';
import type { Setting } from '../../shared/contract/record-setting.ts';
import { useApp } from './use-app.ts';

export type SettingField<T> = {
  /** What is in force, or what was just chosen. */
  readonly value: T;
  /** Why the last choice was not taken. */
  readonly problem: string | null;
  /** Resolves with whether the choice is in force. */
  readonly choose: (value: T) => Promise<boolean>;
};

/** A setting that shows a choice at once, and what is in force again when it isn't taken. */
export function useSetting<T>(inForce: T, settingOf: (value: T) => Setting): SettingField<T> {
  const setSetting = useApp((state) => state.setSetting);
  const [chosen, setChosen] = useState<{ readonly value: T; readonly instead: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // What was chosen counts until the snapshot says something new.
  const instead = JSON.stringify(inForce);
  const choose = async (value: T): Promise<boolean> => {
    setChosen({ value, instead });
    setProblem(null);
    const found = await setSetting(settingOf(value));
    if (found !== null) setChosen(null);
    setProblem(found);
    return found === null;
  };
  return { value: chosen?.instead === instead ? chosen.value : inForce, problem, choose };
}
