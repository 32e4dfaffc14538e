import { join } from 'node:path';
import { pathsOf, type Surroundings } from './find-files.ts';
import { hookPlaces } from './hook-places.ts';
import type { KnownClient } from './known-client.ts';

/** Every place at which a client's file stands or may come to stand, hooks among them. */
export function watchedPlaces(clients: readonly KnownClient[], around: Surroundings): readonly string[] {
  const places = clients.flatMap((client) => [
    ...client.files.flatMap((known) =>
      known.base === 'project'
        ? around.projects.map((project) => join(project, known.path))
        : pathsOf(known, around),
    ),
    ...(client.hooks === null ? [] : hookPlaces(client.hooks, around)),
  ]);
  return [...new Set(places)];
}
