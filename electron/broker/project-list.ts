import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, type Result } from '../../shared/contract/result.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import { knownProjects } from '../clients/known-projects.ts';
import type { Surroundings } from '../clients/find-files.ts';
import { surroundingsHere } from './protect-ports.ts';
import { writePrivateFile } from './write-private-file.ts';

const fileSchema = z.strictObject({ folders: z.array(z.string().min(1)).max(1000).readonly() }).readonly();

function listPath(dir: string): string {
  return join(dir, 'projects.json');
}

/** The project folders that the user has added. A list that can't be read is none: the user adds them again. */
export function addedProjects(dir: string): readonly string[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(listPath(dir), 'utf8'))).folders;
  } catch {
    return [];
  }
}

/** Adds a folder to the list, or takes it out. */
export function keepProject(dir: string, folder: string, on: boolean): Result<null, string> {
  const others = addedProjects(dir).filter((one) => one !== folder);
  const folders = on ? [...others, folder] : others;
  const written = writePrivateFile(listPath(dir), `${JSON.stringify({ folders }, null, 2)}\n`);
  return written.ok
    ? written
    : err(`the list of projects \`${listPath(dir)}\` can't be written: ${written.error}`);
}

/** This machine with every project whose files are looked at: those that the user has added, these, and those that agents name. */
export function surroundingsWithProjects(dir: string, more: readonly string[] = []): Surroundings {
  const around = surroundingsHere([]);
  const projects = [...new Set([...addedProjects(dir), ...more, ...knownProjects(knownClients, around)])];
  return { ...around, projects };
}
