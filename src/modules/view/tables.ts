import type { JSONColumnType } from 'kysely'

/** The table this module owns. */
export interface ViewTables {
  'app.view': {
    organization_id: string
    id: string
    version: number
    person_id: string
    register: string
    name: string
    search: JSONColumnType<Record<string, string>>
    shared: boolean
    created_at: string
    updated_at: string
  }
}
