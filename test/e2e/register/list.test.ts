import { beforeAll, describe, expect, it } from 'vitest'
import { noAnswer, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']

const kinds = ['team', 'department', 'site'] as const
const nameOf = (number: number) => `Unit ${String(number).padStart(3, '0')}`

beforeAll(async () => {
  for (let number = 1; number <= 150; number++)
    await server.product.run('organization-unit.create', manager, {
      name: nameOf(number),
      kind: kinds[number % kinds.length],
    })
})

const open = (search = '') => stage.openAs('aims-manager', `/organization-units${search}`)

describe('a list', () => {
  it('shows at least 20 whole rows on a laptop', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
    const boxes = await page.locator('tr[data-row]').all()
    const heights = await Promise.all(boxes.map((row) => row.boundingBox()))
    const foot = (await page.getByText('150 organization units').boundingBox())?.y ?? 0
    const whole = heights.filter((box) => box && box.y + box.height <= foot)
    expect(whole.length).toBeGreaterThanOrEqual(20)
  })

  it('is walked by keyboard, and coming back returns to the same row', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
    for (let step = 0; step < 45; step++) await page.keyboard.press('j')
    await page.keyboard.press('k')
    const focused = page.locator('[data-row-link]:focus', { hasText: nameOf(44) })
    await focused.waitFor()
    const before = (await focused.boundingBox())?.y
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: nameOf(44), level: 1 }).waitFor()
    await page.goBack()
    await focused.waitFor()
    await expect.poll(async () => (await focused.boundingBox())?.y).toBeCloseTo(before ?? -1, 0)
  })

  it('scrolls on to rows that were not read at first', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
    for (let turn = 0; turn < 30; turn++) {
      await page.mouse.move(700, 500)
      await page.mouse.wheel(0, 1200)
    }
    await page.getByRole('link', { name: nameOf(150), exact: true }).waitFor()
  })

  it('keeps its filters in the address, so that they survive a reload', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('combobox', { name: 'Filter by' }).fill('kind')
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Site' }).click()
    await page.getByRole('option', { name: 'Team' }).click()
    await page.keyboard.press('Escape')
    await page.getByText('100 organization units found').waitFor()
    expect(new URL(page.url()).search).toBe('?kind=site,team')
    await page.reload()
    await page.getByText('100 organization units found').waitFor()
    await page.getByRole('button', { name: 'Remove filter on Kind' }).click()
    await page.getByText('150 organization units').waitFor()
  })

  it('searches from anywhere on the page and shows when nothing fits', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('no such unit')
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
  })

  it('groups rows under what they share, with counts', async () => {
    const page = await open('?group=kind')
    const group = page.getByRole('button', { name: /Department\s*50/ })
    await group.waitFor()
    await page.getByRole('button', { name: 'Grouped by Kind' }).waitFor()
    await group.click()
    expect(await group.getAttribute('aria-expanded')).toBe('false')
  })

  it('sorts by a column and shows other columns, in the address', async () => {
    const page = await open('?columns=name,created_at')
    await page.getByRole('columnheader', { name: 'Created' }).waitFor()
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
    await page.getByRole('link', { name: nameOf(150), exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-name')
  })

  it('saves a cell where it stands and undoes it', async () => {
    const page = await open('?q=Unit 002')
    const cell = page.getByRole('button', { name: /^Kind: Site/ })
    await cell.click()
    await page.getByRole('option', { name: 'Division' }).click()
    await page.getByRole('button', { name: /^Kind: Division/ }).waitFor()
    await page.getByText('Kind saved.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Kind is as it was before.').waitFor()
    await page.getByRole('button', { name: /^Kind: Site/ }).waitFor()
  })

  it('changes many records after showing what will change', async () => {
    const page = await open('?q=Unit 14')
    await page.getByRole('link', { name: nameOf(140), exact: true }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('2 selected').waitFor()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('button', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Short name' }).click()
    await page.getByLabel('New value').fill('ZZ')
    await page.getByText('2 of 2 selected records will change').waitFor()
    await page.getByRole('button', { name: 'Change 2' }).click()
    await page.getByText('Short name changed on 2 records.').waitFor()
    await page
      .getByRole('button', { name: /^Short name: ZZ/ })
      .nth(1)
      .waitFor()
  })

  it('counts on its button the records that will change, not those that are selected', async () => {
    const { items } = await server.product.run<{ items: { id: string; version: number }[] }>(
      'organization-unit.list',
      manager,
      { q: 'Unit 12', limit: 50 },
    )
    for (const { id, version } of items.slice(0, 4))
      await server.product.run('organization-unit.revise', manager, {
        id,
        expected_version: version,
        changes: { short_name: 'TWIN' },
      })
    const page = await open('?q=Unit 12')
    await page.getByText('10 organization units found').waitFor()
    await page.getByRole('checkbox', { name: /Select all/ }).check()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Short name' }).click()
    await dialog.getByLabel('New value').fill('TWIN')
    await dialog.getByText('6 of 10 selected records will change').waitFor()
    await dialog.getByRole('button', { name: 'Change 6', exact: true }).click()
    await page.getByText('Short name changed on 6 records.').waitFor()
  })

  it('changes nothing when a record changed after it was shown, and shows the records anew', async () => {
    const selected = { q: 'Unit 11', limit: 50, sort: 'name' }
    const { items } = await server.product.run<{ items: { id: string; version: number }[] }>(
      'organization-unit.list',
      manager,
      selected,
    )
    const page = await open('?q=Unit 11')
    await page.getByText('10 organization units found').waitFor()
    await page.getByRole('checkbox', { name: /Select all/ }).check()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Short name' }).click()
    await dialog.getByLabel('New value').fill('LATE')
    await dialog.getByText('10 of 10 selected records will change').waitFor()
    stage.expectAnswers(409)
    // Somebody else is quicker: the change is on its way when theirs is made.
    await page.route(
      '**/bulk-revisions',
      async (route) => {
        const [first] = items
        await server.product.run('organization-unit.revise', manager, {
          id: first?.id,
          expected_version: first?.version,
          changes: { short_name: 'LATE' },
        })
        await route.continue()
      },
      { times: 1 },
    )
    await dialog.getByRole('button', { name: 'Change 10', exact: true }).click()
    await dialog.getByText('Nothing was changed: since you looked').waitFor()
    await dialog.getByText('9 of 10 selected records will change').waitFor()
    await dialog.getByRole('button', { name: 'Change 9', exact: true }).click()
    await page.getByText('Short name changed on 9 records.').waitFor()
  })

  it('shows before a change to many what each holds, whether or not the list shows the field', async () => {
    const page = await open('?q=Unit 13&columns=name,created_at')
    await page.getByText('10 organization units found').waitFor()
    await page.getByRole('checkbox', { name: /Select all/ }).check()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: /^Change/ })
    await dialog.getByRole('button', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Kind' }).click()
    await dialog.getByLabel('New value').click()
    await page.getByRole('option', { name: 'Site' }).click()
    await dialog.getByText('7 of 10 selected records will change').waitFor()
    expect(await dialog.locator('li del').allTextContents()).toEqual([
      'Department',
      'Team',
      'Department',
      'Team',
      'Department',
      'Team',
      'Department',
    ])
  })
})

describe('the columns of a list', () => {
  it('are moved by keyboard, and the address keeps their order', async () => {
    const page = await open('?columns=name,kind,created_at')
    await page.getByRole('button', { name: 'Display' }).click()
    const right = page.getByRole('button', { name: 'Move Kind right' })
    await right.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('columns') === 'name,created_at,kind')
    await page.getByRole('button', { name: 'Move Kind left' }).and(page.locator(':focus')).waitFor()
  })
})

describe('a list as of an earlier moment', () => {
  it('is asked for to the minute, and says that nothing was recorded by then', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Display' }).click()
    await page.getByLabel('As of an earlier moment').fill('2020-02-03T10:30')
    await page.getByRole('button', { name: 'Show', exact: true }).last().click()
    await page.getByRole('heading', { name: 'Nothing was recorded here by then' }).waitFor()
    expect(new URL(page.url()).searchParams.get('as_of')).toMatch(/^2020-02-03T\d\d:30:00/)
    await page.getByRole('button', { name: 'Back to now' }).first().click()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
  })

  it('leads back to now from a record that was not there yet, and takes no moment from an address that holds none', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).click()
    await page.getByRole('heading', { name: nameOf(1), level: 1 }).waitFor()
    const { href } = new URL(page.url())
    stage.expectAnswers(404)
    await page.goto(`${href}?as_of=2020-02-03T10:30:00Z`)
    await page.getByText(/did not exist yet/).waitFor()
    await page.getByRole('link', { name: 'Back to now' }).click()
    await page.getByRole('heading', { name: nameOf(1), level: 1 }).waitFor()
    await page.goto(`${href}?as_of=nonsense`)
    await page.getByRole('heading', { name: nameOf(1), level: 1 }).waitFor()
    expect(await page.getByText('It cannot be changed').count()).toBe(0)
  })

  it('is none that has not come yet: list, record and statement say so and lead back to now', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).click()
    await page.getByRole('heading', { name: nameOf(1), level: 1 }).waitFor()
    const paths = [new URL(page.url()).pathname, '/organization-units', '/statement-of-applicability']
    stage.expectAnswers(400)
    for (const path of paths) {
      await page.goto(`${server.url}${path}?as_of=2999-02-03T10:30:00Z`)
      await page.getByRole('heading', { name: 'That moment has not come yet' }).last().waitFor()
      expect(await page.getByText('It cannot be changed').count()).toBe(0)
      await page.getByRole('button', { name: 'Back to now' }).click()
      await expect.poll(() => new URL(page.url()).search).toBe('')
      await page.getByText('That moment has not come yet').waitFor({ state: 'detached' })
    }
  })

  it('cannot be chosen before it has come', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Display' }).click()
    const show = page.getByRole('button', { name: 'Show', exact: true }).last()
    const moment = page.getByLabel('As of an earlier moment')
    for (const late of ['2999-02-03T10:30', '12026-02-03T10:30']) {
      await moment.fill(late)
      await page.getByText('That moment has not come yet').waitFor()
      expect(await show.isDisabled()).toBe(true)
      await moment.fill('2020-02-03T10:30')
      expect(await show.isDisabled()).toBe(false)
    }
  })
})

describe('leaving a page', () => {
  it('waits until the next one can be fetched: what was typed stays', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).click()
    const comment = page.getByRole('textbox', { name: 'Comment' })
    await comment.fill('Typed before the server went away')
    stage.expectAnswers(noAnswer)
    await page.context().setOffline(true)
    const before = page.url()
    await page.getByRole('link', { name: 'Trail' }).click()
    await page.getByText('The server cannot be reached. What you entered is kept').first().waitFor()
    expect(page.url()).toBe(before)
    expect(await comment.inputValue()).toBe('Typed before the server went away')
    await page.context().setOffline(false)
    await page.getByRole('link', { name: 'Trail' }).click()
    await page.getByRole('heading', { name: 'Trail', level: 1 }).waitFor()
  })
})

describe('the palette', () => {
  it('keeps what is typed from the first key on, and Enter takes what is found for it', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Unit 088')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: nameOf(88), level: 1 }).waitFor()
  })

  it('opens a record and a page by their names', async () => {
    const page = await open()
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands' }).fill('Unit 077')
    await page.getByRole('option', { name: /Unit 077/ }).click()
    await page.getByRole('heading', { name: nameOf(77), level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands' }).fill('people')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
  })
})
