/** People and their grants: asked for by the system administrator, approved by the security administrator. */
import { API, type Person, ROLE_NAMES, ROLES, type Role } from '@gouji/api'
import { App, Button, Form, Input, Modal, Popconfirm, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { OrganisationSelect } from '../documents/confirm.tsx'
import { dayOf } from '../home/clock.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { useMay } from '../shell/me.tsx'

export default function People() {
  const may = useMay()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const people = useRead(
    API.people.list,
    { query: { limit: 200, ...(wanted ? { text: wanted } : {}) } },
    { keepPrevious: true },
  )
  const [adding, setAdding] = useState(false)
  const [granted, setGranted] = useState<Person>()
  const [secret, setSecret] = useState<{ readonly login: string; readonly password: string }>()
  return (
    <section className="panel" aria-labelledby="people">
      <div className="panel-head">
        <h2 id="people">人员和授权</h2>
        <Input.Search
          allowClear
          placeholder="用户名或岗位"
          aria-label="按用户名或岗位查找"
          style={{ width: 200 }}
          onChange={(e) => setText(e.target.value)}
        />
        {may(API.people.add) ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            新增人员
          </Button>
        ) : null}
      </div>
      <Loaded query={people}>
        {({ items }) => (
          <VirtualTable
            label="全部人员"
            rows={items}
            keyOf={(p) => p.id}
            columns={4}
            rowHeight={64}
            head={
              <tr>
                <th>岗位</th>
                <th>状态</th>
                <th>角色</th>
                <th>操作</th>
              </tr>
            }
          >
            {(p) => (
              <Line
                person={p}
                onGrant={() => setGranted(p)}
                onSecret={(password) => setSecret({ login: p.login, password })}
              />
            )}
          </VirtualTable>
        )}
      </Loaded>
      {adding ? <Add onClose={() => setAdding(false)} onSecret={setSecret} /> : null}
      {granted ? <GrantForm person={granted} onClose={() => setGranted(undefined)} /> : null}
      <Modal title="一次性密码" open={secret !== undefined} onCancel={() => setSecret(undefined)} footer={null}>
        <p>请当面交给本人；第一次登录时必须修改。它只显示这一次。</p>
        <dl>
          <dt>用户名</dt>
          <dd>{secret?.login}</dd>
          <dt>密码</dt>
          <dd>
            <code>{secret?.password}</code>
          </dd>
        </dl>
      </Modal>
    </section>
  )
}

interface LineProps {
  readonly person: Person
  readonly onGrant: () => void
  readonly onSecret: (password: string) => void
}

function Line({ person: p, onGrant, onSecret }: LineProps) {
  const may = useMay()
  const { message } = App.useApp()
  const failed = { onError: (e: Error) => void message.error(wordsOf(e)) }
  const approve = useAct(API.people.approveGrant, [API.people.list])
  const end = useAct(API.people.endGrant, [API.people.list])
  const unlock = useAct(API.people.unlock, [API.people.list])
  const reset = useAct(API.people.resetPassword, [API.people.list])
  const confirm = useAct(API.people.confirmReset, [API.people.list])
  const close = useAct(API.people.close, [API.people.list])
  const reopen = useAct(API.people.reopen, [API.people.list])
  return (
    <>
      <th scope="row">
        {p.title}
        <div className="soft">{p.login}</div>
      </th>
      <td>
        {p.closed ? (
          <Badge tone="plain">已停用</Badge>
        ) : p.locked ? (
          <Badge tone="error">已锁定</Badge>
        ) : (
          <Badge tone="success">正常</Badge>
        )}{' '}
        {p.secondFactor ? <Badge tone="info">动态口令</Badge> : null}{' '}
        {p.resetHeld ? <Badge tone="warning">密码重置待确认</Badge> : null}
      </td>
      <td>
        {p.grants.length === 0 ? <span className="soft">没有角色</span> : null}
        {p.grants.map((g) => (
          <div key={g.id} className="row">
            <span>
              {g.organisationName} · {ROLE_NAMES[g.role]}
              <span className="soft">
                {' '}
                {g.from} 至 {g.to ?? '今'}
              </span>
            </span>
            {g.approved ? null : <Badge tone="warning">待批准</Badge>}
            {!g.approved && may(API.people.approveGrant) ? (
              <Button size="small" type="primary" onClick={() => approve.mutate({ params: { id: g.id } }, failed)}>
                批准
              </Button>
            ) : null}
            <Popconfirm
              title={`收回“${ROLE_NAMES[g.role]}”？`}
              onConfirm={() => end.mutate({ params: { id: g.id } }, failed)}
            >
              <Button size="small" aria-label={`收回 ${p.title} 的${ROLE_NAMES[g.role]}`}>
                收回
              </Button>
            </Popconfirm>
          </div>
        ))}
      </td>
      <td>
        <div className="row">
          {may(API.people.grant) ? (
            <Button size="small" onClick={onGrant}>
              申请授权
            </Button>
          ) : null}
          {p.resetHeld && may(API.people.confirmReset) ? (
            <Popconfirm
              title={`已向 ${p.title} 本人核实要求重置密码？`}
              onConfirm={() => confirm.mutate({ params: { id: p.id } }, failed)}
            >
              <Button size="small" type="primary">
                确认重置
              </Button>
            </Popconfirm>
          ) : null}
          {p.locked && !p.closed && may(API.people.unlock) ? (
            <Button size="small" onClick={() => unlock.mutate({ params: { id: p.id } }, failed)}>
              解除锁定
            </Button>
          ) : null}
          {may(API.people.resetPassword) ? (
            <Popconfirm
              title="重置后，原密码立即失效；新密码须由系统管理员确认后才能使用。"
              onConfirm={() =>
                reset.mutate({ params: { id: p.id } }, { ...failed, onSuccess: ({ password }) => onSecret(password) })
              }
            >
              <Button size="small">重置密码</Button>
            </Popconfirm>
          ) : null}
          {p.closed && may(API.people.reopen) ? (
            <Popconfirm
              title="恢复后可以用原来的密码登录；已作废的接口令牌不恢复。"
              onConfirm={() => reopen.mutate({ params: { id: p.id } }, failed)}
            >
              <Button size="small">恢复账号</Button>
            </Popconfirm>
          ) : null}
          {!p.closed && may(API.people.close) ? (
            <Popconfirm
              title={`停用 ${p.title}？立即退出登录，接口令牌全部作废。`}
              onConfirm={() => close.mutate({ params: { id: p.id } }, failed)}
            >
              <Button size="small" danger>
                停用账号
              </Button>
            </Popconfirm>
          ) : null}
        </div>
      </td>
    </>
  )
}

interface AddProps {
  readonly onClose: () => void
  readonly onSecret: (secret: { login: string; password: string }) => void
}

function Add({ onClose, onSecret }: AddProps) {
  const { message } = App.useApp()
  const add = useAct(API.people.add, [API.people.list])
  const [form] = Form.useForm<{ login: string; title: string }>()
  return (
    <Modal
      open
      title="新增人员"
      okText="新增"
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) =>
          add.mutate(
            { body },
            {
              onSuccess: ({ person, password }) => {
                onClose()
                onSecret({ login: person.login, password })
              },
              onError: (e) => void message.error(wordsOf(e)),
            },
          )
        }
      >
        <Form.Item
          label="岗位"
          name="title"
          extra="写岗位，不写姓名，如：预算股审核岗"
          rules={[{ required: true, message: '请填写岗位' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          label="用户名"
          name="login"
          rules={[
            { required: true, pattern: /^[a-z0-9][a-z0-9._-]{2,39}$/, message: '三个以上小写字母、数字、点或横线' },
          ]}
        >
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}

interface GrantEntered {
  readonly role: Role
  readonly from: string
  readonly to?: string
}

function GrantForm({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { message } = App.useApp()
  const grant = useAct(API.people.grant, [API.people.list])
  const [organisation, setOrganisation] = useState<string>()
  const [form] = Form.useForm<GrantEntered>()
  return (
    <Modal
      open
      title={`为${person.title}申请授权`}
      okText="申请"
      okButtonProps={{ loading: grant.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">授权及于所选机构和它下面的全部单位，由安全管理员批准后生效。</p>
      <Form<GrantEntered>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: dayOf(new Date()) }}
        onFinish={({ role, from, to }) => {
          if (!organisation) return void message.warning('请先选择机构。')
          grant.mutate(
            { params: { id: person.id }, body: { role, organisation, from, ...(to ? { to } : {}) } },
            { onSuccess: onClose, onError: (e) => void message.error(wordsOf(e)) },
          )
        }}
      >
        <Form.Item label="机构">
          <OrganisationSelect value={organisation} onChange={setOrganisation} label="机构" width="100%" />
        </Form.Item>
        <Form.Item label="角色" name="role" rules={[{ required: true, message: '请选择角色' }]}>
          <Select options={ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }))} />
        </Form.Item>
        <div className="form-grid">
          <Form.Item label="自" name="from" rules={[{ required: true, message: '请填写日期' }]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item label="至" name="to" extra="不填为长期">
            <Input type="date" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
