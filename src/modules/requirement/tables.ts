/** The tables this module owns; its handlers can touch no other. */
export interface RequirementTables {
  /** Content of packs that organizations adopted: the same for all of them, and never changed. */
  'pack.edition': {
    pack_id: string
    /** SHA-256 of the content, in hexadecimal. */
    content_hash: string
    version: string
    /** Canonical JSON: manifest and content. */
    content: string
    kept_at: string
  }
  'app.pack_adoption': {
    organization_id: string
    id: string
    pack_id: string
    content_hash: string
    version: string
    law_state_date: string | null
    adopted_at: string
    /** Null: what the organization worked with from its beginning. */
    adopted_by: string | null
  }
}
