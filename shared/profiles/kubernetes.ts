import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const AT = 'resourceType name namespace context';
/** Runs in a container, not on this machine; still each command is granted by itself. */
const words: ArgumentRole = { role: 'command', shell: null };

/** The community's Kubernetes server. Manifests are what is done, so that they are values. */
export const kubernetesProfile: ToolProfile = {
  server: 'kubernetes',
  packages: ['mcp-server-kubernetes'],
  anywhere: false,
  source: 'mcp-server-kubernetes 4.1.7, tools/list',
  tools: {
    cleanup: {},
    kubectl_get: args({
      value: `${AT} allNamespaces`,
      option: 'output labelSelector fieldSelector sortBy',
    }),
    kubectl_describe: args({ value: `${AT} allNamespaces` }),
    kubectl_apply: args({
      value: 'manifest namespace force context',
      readFile: 'filename',
      option: 'dryRun',
    }),
    kubectl_delete: args({
      value: `${AT} labelSelector manifest allNamespaces force`,
      readFile: 'filename',
      option: 'gracePeriodSeconds',
    }),
    kubectl_logs: args({
      value: `${AT} container labelSelector`,
      option: 'tail since sinceTime timestamps previous follow',
    }),
    kubectl_scale: args({ value: `${AT} replicas` }),
    kubectl_patch: args({ value: `${AT} patchType patchData`, readFile: 'patchFile', option: 'dryRun' }),
    kubectl_rollout: args({ value: `${AT} subCommand revision toRevision`, option: 'timeout watch' }),
    kubectl_context: args({ value: 'operation name', option: 'showCurrent detailed output' }),
    kubectl_reconnect: {},
    explain_resource: args({ value: 'resource context', option: 'apiVersion recursive output' }),
    install_helm_chart: args({
      value: 'name chart namespace context repo values useTemplate createNamespace',
      readFile: 'valuesFile',
    }),
    upgrade_helm_chart: args({ value: 'name chart namespace context repo values', readFile: 'valuesFile' }),
    uninstall_helm_chart: args({ value: 'name namespace context' }),
    port_forward: args({ value: 'resourceType resourceName localPort targetPort namespace' }),
    stop_port_forward: args({ value: 'id' }),
    exec_in_pod: args(
      { value: 'name namespace container context', option: 'timeout' },
      { '/command': words },
    ),
    list_api_resources: args({ value: 'context', option: 'apiGroup namespaced verbs output' }),
    ping: {},
  },
};
