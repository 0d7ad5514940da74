import { expect, test } from 'vitest'
import { dataRootFor } from './data-root.ts'

const user = { env: {}, uid: 1000, home: '/home/ada' }

test('root keeps its data where the system keeps state', () => {
  expect(dataRootFor({ platform: 'linux', env: { XDG_DATA_HOME: '/x' }, uid: 0, home: '/root' })).toBe(
    '/var/lib/plumbline',
  )
})

test('a user keeps data by the custom of the platform', () => {
  expect(dataRootFor({ ...user, platform: 'linux' })).toBe('/home/ada/.local/share/plumbline')
  expect(dataRootFor({ ...user, platform: 'linux', env: { XDG_DATA_HOME: '/data' } })).toBe('/data/plumbline')
  expect(dataRootFor({ ...user, platform: 'darwin', home: '/Users/ada' })).toBe(
    '/Users/ada/Library/Application Support/plumbline',
  )
  const windows = { platform: 'win32', uid: undefined, home: 'C:\\Users\\ada' } as const
  expect(dataRootFor({ ...windows, env: { LOCALAPPDATA: 'D:\\Local' } })).toBe('D:\\Local\\plumbline')
  expect(dataRootFor({ ...windows, env: {} })).toBe('C:\\Users\\ada\\AppData\\Local\\plumbline')
})

test('a relative or empty XDG_DATA_HOME is ignored', () => {
  for (const XDG_DATA_HOME of ['', 'data', './data']) {
    expect(dataRootFor({ ...user, platform: 'linux', env: { XDG_DATA_HOME } })).toBe(
      '/home/ada/.local/share/plumbline',
    )
  }
})
