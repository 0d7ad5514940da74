import { sql } from 'kysely'

/** The system that was added first, as `record_id`: first steps about systems lead to it. */
export const firstSystem = sql<string | null>`
  (select id from app.ai_system where archived_at is null order by id limit 1) as record_id`
