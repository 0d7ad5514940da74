import type { Page } from 'playwright-core'
import { type Camera, settle } from './camera.ts'

const twins = `Name,Supplier name,Outputs
Router,Northwind,
Router,,Answers
`

/**
 * What can only be seen after writing: a file read, imported, and its duplicates compared. It leaves the two imported
 * systems behind.
 */
export async function takeImport(page: Page, base: string, camera: Camera): Promise<void> {
  await page.goto(`${base}/ai-systems/import`)
  await settle(page)
  await page.setInputFiles('input[type="file"]', {
    name: 'twins.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(twins),
  })
  const begin = page.getByRole('button', { name: /^Import \d/ })
  await begin.waitFor()
  await camera.take(page, 'import-read')
  await begin.click()
  const duplicates = page.getByRole('link', { name: 'Look at suspected duplicates' })
  await duplicates.waitFor()
  await camera.take(page, 'import-done')
  await duplicates.click()
  await page.getByRole('button', { name: 'Compare Router' }).first().click()
  await page.getByText('Choose the values to keep.').waitFor()
  await camera.take(page, 'duplicates-compared')
  await page.getByRole('button', { name: 'Merge into one' }).click()
  await camera.take(page, 'duplicates-merge')
}

/** Invites somebody, who stays behind, and says where the invitation leads. */
export async function invite(page: Page, base: string): Promise<string> {
  await page.goto(`${base}/settings/people`)
  await page.getByRole('button', { name: 'Invite a person' }).click()
  await page.getByLabel('Name').fill('Grace Invited')
  await page.getByLabel('Email').fill(`grace.${Date.now()}@example.org`)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const { pathname, search } = new URL(await page.getByLabel('One-time link').inputValue())
  return `${pathname}${search}`
}

/** What somebody sees who is not signed in. */
export async function takeOutside(
  page: Page,
  base: string,
  camera: Camera,
  invitation: string | undefined,
): Promise<void> {
  const shown: [name: string, path: string][] = [
    ['sign-in', '/sign-in'],
    ['reset', '/reset'],
    ['reset-chosen', '/reset?token=unknown'],
    ['invitation-refused', '/invitation?token=unknown'],
    ...(invitation ? [['invitation', invitation] satisfies [string, string]] : []),
  ]
  for (const [name, path] of shown) {
    await page.goto(`${base}${path}`)
    await settle(page)
    await camera.take(page, name)
  }
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('Email').fill('nobody@example.org')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await camera.take(page, 'sign-in-refused')
  await page.goto(`${base}/reset`)
  await page.getByLabel('Email').fill('nobody@example.org')
  await page.getByRole('button', { name: 'Send link' }).click()
  await page.getByText('If this address belongs to an account').waitFor()
  await camera.take(page, 'reset-sent')
}
