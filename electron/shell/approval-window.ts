import { BrowserWindow, screen } from 'electron';
import type { PromptDecision, PromptRequest, WaitingQuestions } from '../../shared/contract/request.ts';
import { answerProblem } from '../../shared/core/answer-guard.ts';
import { push } from '../ipc/push.ts';
import { webPreferences } from './lockdown.ts';
import { ORIGINS } from './schemes.ts';

export type ApprovalWindowPorts = {
  readonly preload: string;
  /** The user closed the window over this question: refused once, never a rule. */
  readonly notNow: (request: PromptRequest) => void;
  /** The document died: whatever waits has to be refused. */
  readonly lost: () => void;
};

const MIN_WIDTH = 420;
const MIN_HEIGHT = 360;
/** A lower window scrolls as a whole (approval.module.css): no question makes it so low by itself. */
const LEAST_FITTED = 481;
/** Of the screen's height, at most. */
const MAX_SHARE = 0.8;

/** A question that the document has drawn, and when; times are of the monotonic clock, in ms. */
type Shown = { readonly request: string; readonly digest: string; readonly at: number };

/**
 * The prompt's window. It is made hidden at the start, so that it is there at once; it comes up without taking the keyboard, and takes
 * an allowing answer only when the question has been on the screen, unmoved, for the arming time.
 */
export class ApprovalWindow {
  readonly #ports: ApprovalWindowPorts;
  #window: BrowserWindow;
  #questions: WaitingQuestions = { waiting: [], putOff: [] };
  #shown: Shown | null = null;
  #disturbedAt = 0;
  #quitting = false;

  constructor(ports: ApprovalWindowPorts) {
    this.#ports = ports;
    this.#window = this.#create();
  }

  get window(): BrowserWindow {
    return this.#window;
  }

  get waiting(): readonly PromptRequest[] {
    return this.#questions.waiting;
  }

  get questions(): WaitingQuestions {
    return this.#questions;
  }

  setWaiting(questions: WaitingQuestions): void {
    const { waiting } = questions;
    const grew = waiting.some((request) => !this.waiting.some((known) => known.id === request.id));
    this.#questions = questions;
    push(this.#window, 'approval:waiting', questions);
    if (waiting.length === 0) this.#window.hide();
    else if (grew) this.show();
  }

  /** Brings the window up, without the keyboard. */
  show(): void {
    if (this.waiting.length === 0) return;
    if (!this.#window.isVisible()) this.#window.showInactive();
    this.#window.moveTop();
  }

  noteShown(request: string, digest: string): void {
    if (this.#shown?.request === request && this.#shown.digest === digest) return;
    this.#shown = { request, digest, at: performance.now() };
  }

  /** Takes the height that the question needs, up to a share of the screen, and stays on it; what is longer scrolls inside. */
  fit(needed: number): void {
    const [width = MIN_WIDTH, height = 0] = this.#window.getContentSize();
    const { workArea } = screen.getDisplayMatching(this.#window.getBounds());
    const wanted = Math.min(Math.max(needed, LEAST_FITTED), Math.round(workArea.height * MAX_SHARE));
    if (Math.abs(wanted - height) <= 1) return;
    this.#window.setContentSize(width, wanted);
    const bounds = this.#window.getBounds();
    const lowest = workArea.y + workArea.height - bounds.height;
    if (bounds.y > lowest) this.#window.setPosition(bounds.x, Math.max(workArea.y, lowest));
  }

  /** Why an answer can't be taken just now, or null. */
  tooEarly(decision: PromptDecision): string | null {
    return answerProblem(decision, {
      shown: this.#shown,
      isVisible: this.#window.isVisible(),
      disturbedAt: this.#disturbedAt,
      now: performance.now(),
    });
  }

  quit(): void {
    this.#quitting = true;
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  #create(): BrowserWindow {
    const { height } = screen.getPrimaryDisplay().workAreaSize;
    const window = new BrowserWindow({
      title: 'Remit: approval',
      width: 560,
      height: Math.min(620, Math.round(height * MAX_SHARE)),
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      show: false,
      alwaysOnTop: true,
      fullscreenable: false,
      maximizable: false,
      autoHideMenuBar: true,
      webPreferences: { ...webPreferences(this.#ports.preload), backgroundThrottling: false },
    });
    window.setVisibleOnAllWorkspaces(true);
    const disturbed = (): void => {
      this.#disturbedAt = performance.now();
    };
    window.on('show', disturbed);
    window.on('focus', disturbed);
    window.on('move', disturbed);
    window.on('resize', disturbed);
    window.on('close', (event) => this.#closed(event));
    window.webContents.on('render-process-gone', () => this.#died());
    void window.loadURL(`${ORIGINS.approval}/index.html`);
    return window;
  }

  #closed(event: Electron.Event): void {
    if (this.#quitting) return;
    event.preventDefault();
    const shown = this.waiting.find((request) => request.id === this.#shown?.request) ?? this.waiting[0];
    this.#window.hide();
    if (shown !== undefined) this.#ports.notNow(shown);
  }

  #died(): void {
    if (this.#quitting) return;
    this.#ports.lost();
    const dead = this.#window;
    this.#shown = null;
    this.#window = this.#create();
    dead.destroy();
  }
}
