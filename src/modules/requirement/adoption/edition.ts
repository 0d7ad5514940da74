import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { OperationError } from '../../../kernel/contract/error.ts'
import { manifestSchema, type PackKind } from '../../../kernel/pack/manifest.ts'
import { type Pack, packKinds } from '../../../kernel/pack/pack.ts'

/** A pack's content in the one form that is hashed and kept. */
export interface Edition {
  readonly content: string
  /** SHA-256 of `content` in UTF-8, in hexadecimal. */
  readonly content_hash: string
}

const made = new WeakMap<Pack, Edition>()

/** The edition of a loaded pack. Two packs that say the same have the same hash. */
export function editionOf(pack: Pack): Edition {
  const known = made.get(pack)
  if (known) return known
  const content = canonicalize({ manifest: pack.manifest, content: pack.content })
  if (content === undefined) throw new Error(`Pack ${pack.manifest.id} has no content.`)
  const edition = { content, content_hash: createHash('sha256').update(content, 'utf8').digest('hex') }
  made.set(pack, edition)
  return edition
}

const kept = z.object({ manifest: manifestSchema, content: z.record(z.string(), z.unknown()) })

/** Reads an edition back to be compared only: whatever its shape was, its items can be told apart. */
export const comparable = (edition: string): Pack => kept.parse(JSON.parse(edition)) as unknown as Pack

/**
 * Reads an edition back.
 * @throws refused-by-rule when this version of the product cannot work with it any more.
 */
export function packOf<Kind extends PackKind>(kind: Kind, edition: string): Pack<Kind> {
  const { manifest, content } = kept.parse(JSON.parse(edition))
  const parsed = packKinds[kind].schema.safeParse(content)
  if (manifest.kind === kind && parsed.success) return { manifest, content: parsed.data } as Pack<Kind>
  throw new OperationError(
    'refused-by-rule',
    `Nothing was changed: version ${manifest.version} of ${manifest.title}, which your organization has adopted, can no longer be used. Look at what the version that the product brings changes, and adopt it.`,
    { facts: { pack_id: manifest.id } },
  )
}
