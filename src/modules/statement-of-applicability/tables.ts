import type { ColumnType } from 'kysely'
import type { RecordOf } from '../../kernel/register/register.ts'
import type { SpineTables } from '../../platform/registers/spine.ts'
import type { soaRow } from './decision/soa-row.ts'
import type { OriginKind, Statement } from './statement.ts'

interface Written {
  organization_id: string
  id: string
  created_at: string
  created_by: string | null
}

/** The tables this module owns, and the spine to join. */
export interface SoaTables extends SpineTables {
  'app.soa_row': RecordOf<typeof soaRow> & { organization_id: string }
  'app.soa_origin': Written & {
    soa_row_id: string
    kind: OriginKind
    record_id: string | null
    requirement: string | null
    reference: string | null
  }
  /** Append-only: the latest answer to a rule on a row counts, and only while the facts it answered stand. */
  'app.soa_conflict_answer': Written & {
    soa_row_id: string
    rule_id: string
    facts_hash: string
    answer: string
  }
  /** Append-only: the latest statement of a fact counts. */
  'app.soa_fact': Written & {
    fact: string
    /** Null: about the organization as a whole. */
    ai_system_id: string | null
    /** Null: withdrawn, unknown again. */
    value: boolean | null
    basis: string
  }
  /** The statement was put up for approval; at most one has not ended. */
  'app.soa_submission': {
    organization_id: string
    id: string
    created_at: string
    created_by: string
    ended_at: string | null
    ended_by: string | null
    ended_because: 'approved' | 'withdrawn' | null
  }
  /** Frozen by approval. Only `state` ever moves, when a later version supersedes it. */
  'app.soa_version': {
    organization_id: string
    id: string
    version: number
    state: 'approved' | 'superseded'
    owner_id: string | null
    title: string
    number: number
    image: ColumnType<Statement, string, never>
    /** SHA-256 of the image as canonical JSON (RFC 8785), in hexadecimal. */
    image_hash: string
    created_at: string
    created_by: string
    updated_at: string
    updated_by: string
    archived_at: string | null
  }
}
