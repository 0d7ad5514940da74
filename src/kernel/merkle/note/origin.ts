import { FormatError } from '../encoding/format-error.ts'
import { HASH_BYTES, type Hash } from '../tree/hash.ts'

/**
 * Identity of a trail as its checkpoints' first line states it. The first epoch has no `after`. A restore from a
 * backup opens a later epoch, which names the newest old checkpoint that the restored tree still extends.
 */
export type Origin = {
  /** Name of the installation, host or host/path, without spaces and pluses. */
  readonly server: string
  readonly organization: string
  /** From 1; each restore takes a higher number than any epoch seen before. */
  readonly epoch: number
  readonly after: { readonly size: number; readonly root: Hash } | null
}

const FORM =
  /^([^\s+]+)\/trail\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/epoch\/([1-9]\d*)\/after\/(0|[1-9]\d*)\/([0-9a-f]{64}))?$/

/**
 * `SERVER/trail/ORGANIZATION`, and for a later epoch `/epoch/N/after/SIZE/ROOT` with the root in hex.
 * Throws `FormatError` when a part has the wrong form.
 */
export function formatOrigin({ server, organization, epoch, after }: Origin): string {
  const base = `${server}/trail/${organization}`
  const text =
    after === null ? base : `${base}/epoch/${epoch}/after/${after.size}/${after.root.toString('hex')}`
  if (!FORM.test(text) || (after === null) !== (epoch === 1))
    throw new FormatError(`"${text}" cannot be the origin of a trail`)
  return text
}

/** Reads what `formatOrigin` wrote; throws `FormatError` on anything else. */
export function parseOrigin(text: string): Origin {
  const parts = FORM.exec(text)
  if (parts === null) throw new FormatError(`"${text}" is not the origin of a trail`)
  const [, server = '', organization = '', epoch, size, root = ''] = parts
  if (epoch === undefined) return { server, organization, epoch: 1, after: null }
  const after = { size: Number(size), root: Buffer.from(root, 'hex') }
  if (after.root.length !== HASH_BYTES || !Number.isSafeInteger(after.size) || Number(epoch) < 2) {
    throw new FormatError(`"${text}" is not the origin of a trail`)
  }
  return { server, organization, epoch: Number(epoch), after }
}

/** Whether two origins are epochs of the same trail. */
export function isSameTrail(one: Origin, other: Origin): boolean {
  return one.server === other.server && one.organization === other.organization
}
