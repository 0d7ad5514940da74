import Fastify from 'fastify'
import pg from 'pg'

/**
 * The limit a list is compared with: the same HTTP server and driver give the same answer, to the byte, by the
 * plainest SQL. It signs nobody in, checks nothing and keeps no organizations apart.
 */
const pool = new pg.Pool({ connectionString: process.env.RAW_DATABASE_URL, max: 10 })
const app = Fastify()
app.get<{ Querystring: { organization: string } }>('/systems', async ({ query }) => {
  const { rows } = await pool.query({
    name: 'list',
    text: `with page as materialized (
        select id, version, state, name, unit_id, lifecycle_stage, application_area, rights_safety_impact, owner_id, updated_at
        from app.ai_system where organization_id = $1 and archived_at is null
        order by name collate app.natural_order, id limit 51)
      select page.*, case when id = (select id from page limit 1) then
        (select json_object_agg(r.id, r.title) from app.record r where r.organization_id = $1
          and r.id = any((select array_agg(unit_id) || array_agg(owner_id) from page)::uuid[])) end as titles
      from page`,
    values: [query.organization],
  })
  const last = rows.length > 50 ? rows[49] : undefined
  return {
    items: rows.slice(0, 50).map(({ titles, ...item }) => item),
    titles: rows[0].titles,
    next_cursor: last
      ? Buffer.from(JSON.stringify(['name', last.name, last.id])).toString('base64url')
      : null,
    tree_size: null,
    locks: [],
  }
})
await app.listen({ host: '127.0.0.1', port: Number(process.env.RAW_PORT) })
process.stdout.write('Raw is ready\n')
