import { API } from '@gouji/api'
import { Drawer, Dropdown } from 'antd'
import { Suspense, useEffect, useRef, useState } from 'react'
import { NavLink, Outlet, useLocation, useNavigate, useNavigation } from 'react-router'
import { call } from '../client/call.ts'
import { chooseAppearance, useAppearanceChoice } from './appearance.ts'
import { useMe } from './me.tsx'
import { destinationsOf } from './navigation.ts'
import { useShortcutHelp, useShortcuts } from './shortcuts.tsx'

const APPEARANCES = [
  { key: 'system', label: '外观跟随系统' },
  { key: 'light', label: '浅色外观' },
  { key: 'dark', label: '深色外观' },
] as const

export function Layout() {
  const me = useMe()
  const navigate = useNavigate()
  const location = useLocation()
  const navigation = useNavigation()
  const [menu, setMenu] = useState(false)
  const main = useRef<HTMLElement>(null)
  const destinations = destinationsOf(me.roles)
  useShortcuts(
    destinations.map((d) => ({ keys: `g ${d.key}`, name: `转到${d.name}`, act: () => void navigate(d.path) })),
  )

  // A new page begins at its top, for eyes and for screen readers; the first page keeps the browser's own focus.
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect belongs to the path, which it does not read.
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    setMenu(false)
    main.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [location.pathname])

  const links = (
    <>
      {destinations.map((d) => (
        <li key={d.path}>
          <NavLink to={d.path} end={d.path === '/'}>
            {d.name}
          </NavLink>
        </li>
      ))}
    </>
  )
  const isWide = /^\/(documents|ledgers)\/./.test(location.pathname)
  return (
    <>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="app-bar">
        <button type="button" className="app-bar-button app-menu-button" onClick={() => setMenu(true)}>
          ☰ 菜单
        </button>
        <NavLink to="/" className="app-name">
          勾稽工作台
        </NavLink>
        <nav aria-label="主导航" style={{ display: 'contents' }}>
          <ul className="app-nav">{links}</ul>
        </nav>
        <HelpButton />
        <AccountMenu />
      </header>
      <Drawer title="菜单" placement="left" open={menu} onClose={() => setMenu(false)} size={260}>
        <nav aria-label="菜单">
          <ul className="drawer-nav">{links}</ul>
        </nav>
      </Drawer>
      <Offline />
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className={isWide ? 'app-main wide' : 'app-main'}
        aria-busy={navigation.state === 'loading'}
      >
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </>
  )
}

function HelpButton() {
  const show = useShortcutHelp()
  return (
    <button type="button" className="app-bar-button hide-narrow" onClick={show} title="键盘操作（?）">
      键盘操作
    </button>
  )
}

function AccountMenu() {
  const me = useMe()
  const navigate = useNavigate()
  const choice = useAppearanceChoice()
  const signOut = async (): Promise<void> => {
    await call(API.session.signOut, {}).catch(() => undefined)
    location.assign('/')
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [choice],
        items: [
          { key: 'account', label: '我的账号', onClick: () => void navigate('/account') },
          { type: 'divider' },
          ...APPEARANCES.map(({ key, label }) => ({ key, label, onClick: () => chooseAppearance(key) })),
          { type: 'divider' },
          { key: 'out', label: '退出登录', onClick: () => void signOut() },
        ],
      }}
    >
      <button type="button" className="app-bar-button" aria-haspopup="menu">
        {me.title} <span aria-hidden="true">▾</span>
      </button>
    </Dropdown>
  )
}

function Offline() {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const update = (): void => setOnline(navigator.onLine)
    window.addEventListener('online', update)
    window.addEventListener('offline', update)
    return () => {
      window.removeEventListener('online', update)
      window.removeEventListener('offline', update)
    }
  }, [])
  if (online) return null
  return (
    <div className="offline" role="status">
      网络断开了。可以继续查看已经打开的内容；改动会留在本页，连上后再保存。
    </div>
  )
}
