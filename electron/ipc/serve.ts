import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import {
  invokeChannels,
  type Envelope,
  type InvokeChannel,
  type InvokePayload,
  type InvokeReply,
  type Room,
} from '../../shared/contract/ipc.ts';

export type Handlers = {
  readonly [C in InvokeChannel]: (payload: InvokePayload<C>) => Promise<InvokeReply<C>> | InvokeReply<C>;
};

/** Says whether an event comes from the main frame of the window of a room. */
export type SenderCheck = (event: IpcMainInvokeEvent, room: Room) => boolean;

/** Serves every channel of the schema: the sender's frame first, then the payload's form, then the handler; the reply is text on failure. */
export function serveChannels(handlers: Handlers, isFrom: SenderCheck): void {
  const serve = (channel: InvokeChannel): void => {
    const { room, payload: schema } = invokeChannels[channel];
    ipcMain.handle(channel, async (event, payload: unknown): Promise<Envelope<unknown>> => {
      if (!isFrom(event, room)) return { ok: false, problem: `\`${channel}\` is not for this document` };
      const parsed = schema.safeParse(payload);
      if (!parsed.success)
        return { ok: false, problem: `\`${channel}\` was given something else than it takes` };
      try {
        return { ok: true, value: await answer(handlers, channel, parsed.data) };
      } catch (error) {
        return { ok: false, problem: error instanceof Error ? error.message : String(error) };
      }
    });
  };
  for (const channel of channelNames()) serve(channel);
}

function channelNames(): readonly InvokeChannel[] {
  return Object.keys(invokeChannels).filter((name): name is InvokeChannel => name in invokeChannels);
}

function answer<C extends InvokeChannel>(
  handlers: Handlers,
  channel: C,
  parsed: unknown,
): Promise<InvokeReply<C>> | InvokeReply<C> {
  // The schema of this very channel has parsed it.
  return handlers[channel](parsed as InvokePayload<C>);
}
