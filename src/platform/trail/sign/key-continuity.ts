import { sql } from 'kysely'
import { NoteError, openNote } from '../../../kernel/merkle/note/note.ts'
import { parseVerifierKey } from '../../../kernel/merkle/note/note-key.ts'
import type { Database } from '../../db/database.ts'
import { loadSigningKeys, readSigningKeys, type SigningKeys } from './signing-keys.ts'

/** Refused to start: trails were signed here, and the key that signed them is gone. Nothing was changed. */
export class SigningKeyLostError extends Error {
  constructor(file: string, trails: number) {
    super(
      `The key file ${file} does not exist, but ${trails === 1 ? 'a trail was' : `${trails} trails were`} signed here before. Nothing was started and nothing was changed: records, trails and witness file are as they were. Put the file back from a backup (files/keys/trail.json in it). If there is no copy anywhere, stop every server and worker and run "plumbline keys replace": it makes a new key, and each trail records for everyone who verifies it that the old one was lost.`,
    )
    this.name = 'SigningKeyLostError'
  }
}

/** Refused to start: the key file does not hold the key that signed a trail last. Nothing was changed. */
export class ForeignSigningKeyError extends Error {
  constructor(file: string, organizationId: string, why: string) {
    super(
      `The key file ${file} is not the one that the trail of organization ${organizationId} was signed with: of its newest checkpoint, ${why}. Nothing was started and nothing was changed: records, trails, witness file and that key file are as they were. Put the right file back, from another server of this installation or from a backup (files/keys/trail.json in it). If there is no copy anywhere, move the wrong one away, stop every server and worker and run "plumbline keys replace".`,
    )
    this.name = 'ForeignSigningKeyError'
  }
}

interface Signed {
  readonly organization_id: string
  readonly note: string
}

/** The newest checkpoint of each trail. */
export async function newestCheckpoints(database: Database): Promise<readonly Signed[]> {
  const { rows } = await database.read({ role: 'backup' }, (db) =>
    sql<Signed>`
      select newest.organization_id, newest.note from app.organization o
      cross join lateral (
        select c.organization_id, c.note from trail.checkpoint c
        where c.organization_id = o.organization_id order by c.tree_size desc limit 1
      ) newest order by 1`.execute(db),
  )
  return rows
}

/** The first checkpoint that none of the keys signed, and why not. */
export function firstUnsigned(
  checkpoints: readonly Signed[],
  verifiers: readonly string[],
): { readonly organization_id: string; readonly why: string } | undefined {
  const known = verifiers.map(parseVerifierKey)
  for (const { organization_id, note } of checkpoints)
    try {
      openNote(note, known)
    } catch (error) {
      if (!(error instanceof NoteError)) throw error
      return { organization_id, why: error.message }
    }
  return undefined
}

/** The verifier keys that the database keeps a copy of, oldest first. */
export async function keptVerifiers(database: Database): Promise<string[]> {
  const { rows } = await database.read({ role: 'backup' }, (db) =>
    sql<{ verifier: string }>`select verifier from trail.verifier_key order by kept_at, verifier`.execute(db),
  )
  return rows.map(({ verifier }) => verifier)
}

/** Keeps copies of verifier keys in the database. */
export async function keepVerifiers(
  database: Database,
  verifiers: readonly string[],
  now: Date,
): Promise<void> {
  await database.write({ role: 'sequencer' }, (db) =>
    sql`
      insert into trail.verifier_key (verifier, kept_at)
      select verifier, ${now.toISOString()}::timestamptz + place * interval '1 microsecond'
      from unnest(${verifiers}::text[]) with ordinality given (verifier, place)
      on conflict (verifier) do nothing`.execute(db),
  )
}

/**
 * The keys to sign with. An installation that never signed makes its first; one that did must bring the key that signed
 * last, or anybody who takes the file away could have the trail go on under a key of nobody.
 * @throws SigningKeyLostError and ForeignSigningKeyError
 */
export async function openSigningKeys(
  database: Database,
  file: string,
  name: string,
  { now, randomBytes }: { readonly now: () => Date; readonly randomBytes: (size: number) => Uint8Array },
): Promise<SigningKeys> {
  const signed = await newestCheckpoints(database)
  if (signed.length > 0 && !(await readSigningKeys(file))) throw new SigningKeyLostError(file, signed.length)
  const keys = await loadSigningKeys(file, name, randomBytes)
  const foreign = firstUnsigned(signed, keys.verifiers)
  if (foreign) throw new ForeignSigningKeyError(file, foreign.organization_id, foreign.why)
  await keepVerifiers(database, keys.verifiers, now())
  return keys
}
