import { useEffect, useRef, useState, type RefObject } from 'react';
import type { PromptRequest } from '../../shared/contract/request.ts';
import { useArming } from './use-arming.ts';

export type CardPorts = {
  readonly notNow: () => void;
  /** Called once the question stands on the screen, with the height that it needs; resolves when main has noted it. */
  readonly drawn: (height: number) => Promise<void>;
};

export type Card = {
  /** Whether an answer that gives something may be given. */
  readonly armed: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly card: RefObject<HTMLElement | null>;
};

/** What the card of any question does: it tells that it is drawn, arms its answers, and lets Escape mean "not now". */
export function useCard(request: PromptRequest, { notNow, drawn }: CardPorts): Card {
  const [isNoted, setNoted] = useState(false);
  const armed = useArming(request, isNoted);
  const heading = useRef<HTMLHeadingElement>(null);
  const card = useRef<HTMLElement>(null);

  useEffect(() => {
    // What is longer than the window is read from its beginning.
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    const top = heading.current?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight / 2) heading.current?.scrollIntoView();
    void drawn(heightOf(card.current)).then(() => setNoted(true));
    // Only when another question is drawn: `drawn` itself is made anew with every render.
  }, [request.id]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') notNow();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [notNow]);

  return { armed, heading, card };
}

/** What the card would need to show everything without scrolling. */
function heightOf(card: HTMLElement | null): number {
  if (card === null) return 0;
  const [who, body, answers] = [...card.children];
  const parts = [who, body?.firstElementChild, answers];
  const needed = parts.reduce((sum, part) => sum + (part?.scrollHeight ?? 0), 0);
  // With the hairlines between the parts.
  return Math.ceil(needed + 4 + parseFloat(getComputedStyle(card).paddingBottom));
}
