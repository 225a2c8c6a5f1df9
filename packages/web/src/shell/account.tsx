/** One's own account: password, one-time code, tokens for programs. */
import { API, ROLE_NAMES } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Modal, Popconfirm, QRCode } from 'antd'
import { useState } from 'react'
import { wordsOf } from '../client/problem.ts'
import { keyOf, useAct, useRead } from '../client/query.ts'
import { Loaded } from '../parts/loaded.tsx'
import { PasswordForm } from './change-password.tsx'
import { useMe } from './me.tsx'

export default function Account() {
  const me = useMe()
  return (
    <>
      <div className="page-head">
        <h1>我的账号</h1>
      </div>
      <section className="panel">
        <h2>角色</h2>
        <p>
          {me.title}（{me.login}）
        </p>
        <ul>
          {me.grants.map((g) => (
            <li key={g.id}>
              {g.organisationName} · {ROLE_NAMES[g.role]}，自 {g.from}
              {g.to ? ` 至 ${g.to}` : ''}
              {g.approved ? '' : '（待安全管理员批准）'}
            </li>
          ))}
        </ul>
      </section>
      <OwnPassword />
      <SecondFactor on={me.secondFactor} />
      <SignOn />
      <Tokens />
    </>
  )
}

function OwnPassword() {
  const { message } = App.useApp()
  const client = useQueryClient()
  const tokens = useRead(API.session.tokens, {})
  const done = (): void => {
    void message.success('密码已修改')
    void client.invalidateQueries({ queryKey: keyOf(API.session.tokens) })
  }
  return (
    <section className="panel">
      <h2>密码</h2>
      <PasswordForm tokens={tokens.data ?? []} onDone={done} />
    </section>
  )
}

/** A government's own sign-on, where there is one: its account is tied to this one by going there and coming back. */
function SignOn() {
  const state = useRead(API.session.state, {}, { staleTime: Number.POSITIVE_INFINITY })
  if (!state.data?.oidc) return null
  return (
    <section className="panel">
      <h2>统一身份认证</h2>
      <p>关联后可以用统一身份认证登录本账号；启用了动态口令的，登录时仍要输入，除非统一身份认证已经验过第二因素。</p>
      <Button href="/api/v1/session/oidc">关联统一身份认证</Button>
    </section>
  )
}

function SecondFactor({ on }: { readonly on: boolean }) {
  const { message } = App.useApp()
  const begin = useAct(API.session.beginSecondFactor)
  const confirm = useAct(API.session.confirmSecondFactor, [API.session.me])
  const started = begin.data
  return (
    <section className="panel">
      <h2>动态口令</h2>
      <p>{on ? '已启用：登录时除密码外还要六位动态口令。' : '未启用。启用后，只知道密码的人不能登录。'}</p>
      {started ? (
        <div
          className="row"
          style={{ alignItems: 'flex-start', gap: 24 }}
          ref={(shown) => shown?.scrollIntoView({ block: 'center' })}
        >
          <QRCode value={started.uri} bgColor="#ffffff" color="#000000" aria-label="动态口令二维码" />
          <Form
            layout="vertical"
            requiredMark={false}
            onFinish={({ code }: { code: string }) =>
              confirm.mutate(
                { body: { code } },
                {
                  onSuccess: () => {
                    begin.reset()
                    void message.success('动态口令已启用')
                  },
                  onError: (error) => void message.error(wordsOf(error)),
                },
              )
            }
          >
            <p>
              用身份验证器扫码，或手工输入密钥：
              <br />
              <code>{started.secret}</code>
            </p>
            <Form.Item
              label="验证器上显示的六位数字"
              name="code"
              rules={[{ required: true, pattern: /^\d{6}$/, message: '请填写六位数字' }]}
            >
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={confirm.isPending}>
              启用
            </Button>
          </Form>
        </div>
      ) : (
        <Button
          loading={begin.isPending}
          onClick={() => begin.mutate({}, { onError: (error) => void message.error(wordsOf(error)) })}
        >
          {on ? '换一个验证器' : '启用动态口令'}
        </Button>
      )}
    </section>
  )
}

interface NewToken {
  readonly name: string
  readonly until: string
  readonly write?: boolean
}

function Tokens() {
  const { message } = App.useApp()
  const tokens = useRead(API.session.tokens, {})
  const make = useAct(API.session.makeToken, [API.session.tokens])
  const drop = useAct(API.session.dropToken, [API.session.tokens])
  const [open, setOpen] = useState(false)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>接口令牌</h2>
        <Button onClick={() => setOpen(true)}>新建令牌</Button>
      </div>
      <Loaded query={tokens} rows={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="soft">没有令牌。令牌供程序代替您读写，权限不超过您自己。</p>
          ) : (
            <table className="data">
              <thead>
                <tr>
                  <th>名称</th>
                  <th>范围</th>
                  <th>有效期至</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {list.map((t) => (
                  <tr key={t.id}>
                    <td>{t.name}</td>
                    <td>{t.scopes.includes('write') ? '读写' : '只读'}</td>
                    <td>{t.until}</td>
                    <td>
                      <Popconfirm
                        title="作废后，使用它的程序将立即失效。"
                        onConfirm={() => drop.mutate({ params: { id: t.id } })}
                      >
                        <Button size="small" danger>
                          作废
                        </Button>
                      </Popconfirm>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <Modal
        title="新建接口令牌"
        open={open}
        footer={null}
        destroyOnHidden
        onCancel={() => {
          setOpen(false)
          make.reset()
        }}
      >
        {make.data ? (
          <>
            <p>令牌只显示这一次，请立即保存：</p>
            <pre className="panel scroll">{make.data.token}</pre>
          </>
        ) : (
          <Form<NewToken>
            layout="vertical"
            requiredMark={false}
            onFinish={({ name, until, write }) =>
              make.mutate(
                { body: { name, until, scopes: write ? ['read', 'write'] : ['read'] } },
                { onError: (error) => void message.error(wordsOf(error)) },
              )
            }
          >
            <Form.Item label="名称" name="name" rules={[{ required: true, message: '请写明用途' }]}>
              <Input placeholder="如：与预算管理一体化系统对接" />
            </Form.Item>
            <Form.Item label="有效期至" name="until" rules={[{ required: true, message: '请填写日期' }]}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="write" valuePropName="checked">
              <Checkbox>允许写入</Checkbox>
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={make.isPending}>
              新建
            </Button>
          </Form>
        )}
      </Modal>
    </section>
  )
}
