import { useEffect } from 'react'
import { Link, useRouteError } from 'react-router'
import { ProblemError } from '../client/problem.ts'
import { Fault } from './error-boundary.tsx'

const Page = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <div className="centred wide stack">
    <h1>{title}</h1>
    <p>{children}</p>
    <p>
      <Link to="/">回到首页</Link>
    </p>
  </div>
)

export const NotFound = () => (
  <Page title="没有这个页面">地址可能写错了，或者它已经不在，也可能不属于您所在的单位。</Page>
)

export const NotAllowed = () => (
  <Page title="您没有这项权限">如果工作需要，请联系系统管理员授予角色，由安全管理员批准后生效。</Page>
)

/** A page that was never opened cannot come without a network. It comes by itself as soon as there is one. */
function Offline() {
  useEffect(() => {
    const again = (): void => location.reload()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])
  return (
    <Page title="网络断开了">
      这一页还没有打开过，现在载入不了；连上后会自动打开。用浏览器的“后退”可回到刚才的页面。
    </Page>
  )
}

export function RouteFault() {
  const error = useRouteError()
  if (error instanceof ProblemError && error.status === 404) return <NotFound />
  if (error instanceof ProblemError && error.status === 403) return <NotAllowed />
  // A new version was installed while this page was open: its parts bear other names now.
  if (error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)) {
    if (!navigator.onLine) return <Offline />
    return (
      <div className="centred wide stack">
        <h1>程序已经更新</h1>
        <p>请重新载入后继续。</p>
        <p>
          <a href={location.href}>重新载入</a>
        </p>
      </div>
    )
  }
  return <Fault error={error} />
}
