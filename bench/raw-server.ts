import Fastify from 'fastify'
import pg from 'pg'

/**
 * The limit a list is compared with: the same HTTP server and driver answer the same rows by the plainest SQL. It
 * signs nobody in, checks nothing and keeps no organizations apart.
 */
const pool = new pg.Pool({ connectionString: process.env.RAW_DATABASE_URL, max: 10 })
const app = Fastify()
app.get<{ Querystring: { organization: string } }>('/systems', async ({ query }) => {
  const { rows } = await pool.query({
    name: 'list',
    text: `select id, version, state, name, unit_id, lifecycle_stage, application_area, rights_safety_impact, owner_id, updated_at
      from app.ai_system where organization_id = $1 and archived_at is null
      order by name collate app.natural_order, id limit 50`,
    values: [query.organization],
  })
  return { items: rows }
})
await app.listen({ host: '127.0.0.1', port: Number(process.env.RAW_PORT) })
process.stdout.write('Raw is ready\n')
