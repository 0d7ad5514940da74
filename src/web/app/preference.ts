import { useSyncExternalStore } from 'react'

/** What a person chose for themselves on this device. Never part of an address, never sent. */
interface Preferences {
  readonly scheme: 'auto' | 'light' | 'dark'
  readonly density: 'comfortable' | 'dense'
  readonly sidebar: 'open' | 'closed'
  /** Shortcuts of a single letter; they can be in the way of speech input. */
  readonly letters: 'on' | 'off'
}

const defaults: Preferences = { scheme: 'auto', density: 'comfortable', sidebar: 'open', letters: 'on' }
const listeners = new Set<() => void>()
const storageKey = (name: string) => `plumbline.${name}`

/** Reads storage that may be full, forbidden or absent. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(storageKey(name))
  } catch {
    return null
  }
}

/** Keeps a text on this device; without storage it lasts as long as nothing reads it again. */
export function writeStored(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(storageKey(name))
    else localStorage.setItem(storageKey(name), text)
  } catch {
    // The choice holds for this page only.
  }
}

const chosen = new Map<string, string>()

/** What the person prefers on this device, or what holds until they say. */
export function preference<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  return (chosen.get(name) ?? readStored(name) ?? defaults[name]) as Preferences[Name]
}

/** Keeps a preference on this device and tells everything that shows it. */
export function prefer<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  chosen.set(name, value)
  writeStored(name, value)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreference = <Name extends keyof Preferences>(name: Name): Preferences[Name] =>
  useSyncExternalStore(subscribe, () => preference(name))
