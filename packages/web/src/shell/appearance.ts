/**
 * Light and dark, with contrasts of at least 4.5 : 1 for every text. The same colours stand in parts/base.css as variables.
 */
import { theme as antd, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'

export type Appearance = 'light' | 'dark'
export type Choice = Appearance | 'system'

const KEY = 'gouji.appearance'
const listeners = new Set<() => void>()
const systemDark = matchMedia('(prefers-color-scheme: dark)')

const stored = (): Choice => {
  const value = localStorage.getItem(KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}
const current = (): Appearance => {
  const choice = stored()
  return choice === 'system' ? (systemDark.matches ? 'dark' : 'light') : choice
}

export function applyAppearance(): void {
  document.documentElement.dataset.theme = current()
  for (const listener of listeners) listener()
}
systemDark.addEventListener('change', applyAppearance)

export function chooseAppearance(choice: Choice): void {
  if (choice === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, choice)
  applyAppearance()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, current)
export const useAppearanceChoice = (): Choice => useSyncExternalStore(subscribe, stored)

const FONT =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif'

export function themeOf(appearance: Appearance): ThemeConfig {
  const dark = appearance === 'dark'
  return {
    algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      fontFamily: FONT,
      borderRadius: 4,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      ...(dark
        ? {
            colorPrimary: '#2f6fd0',
            colorLink: '#82b1ff',
            colorError: '#ff9a94',
            colorWarning: '#ffc53d',
            colorSuccess: '#73d13d',
            colorBgBase: '#14171c',
            colorTextSecondary: 'rgba(255,255,255,0.75)',
            colorTextTertiary: 'rgba(255,255,255,0.68)',
            colorTextQuaternary: 'rgba(255,255,255,0.62)',
            colorTextPlaceholder: 'rgba(255,255,255,0.62)',
            colorTextDisabled: 'rgba(255,255,255,0.58)',
          }
        : {
            colorPrimary: '#0b4fae',
            colorLink: '#0b4fae',
            colorInfo: '#0b4fae',
            colorError: '#c21a1a',
            colorWarning: '#945200',
            colorSuccess: '#1d6f12',
            colorTextSecondary: 'rgba(0,0,0,0.70)',
            colorTextTertiary: 'rgba(0,0,0,0.64)',
            colorTextQuaternary: 'rgba(0,0,0,0.62)',
            colorTextPlaceholder: 'rgba(0,0,0,0.60)',
            colorTextDisabled: 'rgba(0,0,0,0.58)',
          }),
    },
  }
}
