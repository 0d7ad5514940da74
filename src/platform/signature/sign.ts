import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import type { GivenSignature } from '../../kernel/contract/signature.ts'
import type { SharedTransaction } from '../operations/scope.ts'

/** A decision to be signed. */
export interface Signing {
  /** Past tense, such as `risk.accepted`. */
  readonly meaning: string
  /**
   * What the server would have the person sign now, in full: what is decided, on which version, with which
   * consequences. It names records by title and people never, so that nothing in it must be erased later.
   */
  readonly statement: string
  readonly record_id: string
  /** The version that was shown and is decided about. Sign before changing the record. */
  readonly record_version: number
  readonly given: Pick<GivenSignature, 'statement'>
}

interface Image {
  readonly version: number
  readonly hash: string
  readonly time_zone: string
  readonly name: string
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * Keeps a signature on a decision, in the decision's own transaction. The runner has proven the person before.
 * @throws conflict when the statement or the version is not what the person saw: `facts.statement` holds the one to
 * show now.
 */
export async function sign(tx: SharedTransaction, signing: Signing): Promise<{ signature_id: string }> {
  if (!tx.proof)
    throw new Error('Only an operation whose input has `signatureInput` as `signature` can sign.')
  const [image] = await tx.rows<Image>(sql`
    select r.version, encode(sha256(convert_to(c.after::text, 'UTF8')), 'hex') as hash, o.time_zone, p.name
    from app.record r
    cross join lateral (
      select after from trail.change where row_id = r.id and table_name = replace(r.register, '-', '_')
      order by id desc limit 1) c
    join app.organization o on o.organization_id = r.organization_id
    join app.person p on p.organization_id = r.organization_id and p.id = ${tx.actor.person_id}
    where r.id = ${signing.record_id}`)
  if (!image) throw new Error(`Record ${signing.record_id} has no image in the trail to sign.`)
  if (image.version !== signing.record_version || signing.given.statement !== signing.statement)
    throw new OperationError(
      'conflict',
      'Nothing was signed: what you read has changed since. Read it again, then sign.',
      { facts: { statement: signing.statement, current_version: image.version } },
    )
  const id = tx.sources.newId()
  const { organization_id, person_id } = tx.actor
  await tx.rows(sql`
    insert into app.signature (organization_id, id, record_id, record_version, record_hash, meaning, statement,
      statement_hash, signer_id, signed_at, time_zone, reauthenticated_by, reauthenticated_at, operation_id)
    values (${organization_id}, ${id}, ${signing.record_id}, ${image.version}, ${image.hash}, ${signing.meaning},
      ${signing.statement}, ${sha256(signing.statement)}, ${person_id}, ${tx.now.toISOString()}, ${image.time_zone},
      ${tx.proof.by}, ${tx.proof.at}, ${tx.operation_id})`)
  await tx.rows(sql`
    insert into app.signature_name (organization_id, id, signature_id, person_id, printed_name)
    values (${organization_id}, ${tx.sources.newId()}, ${id}, ${person_id}, ${image.name})`)
  return { signature_id: id }
}
