import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const CONTAINER = 'detach image name entrypoint command network environment ports volumes labels auto_remove';

/** The community's Docker server. What a container is made of decides what it can reach: all of it is granted as it stands. */
export const dockerProfile: ToolProfile = {
  server: 'docker',
  packages: ['mcp-server-docker', 'mcp_server_docker'],
  anywhere: false,
  source: 'github.com/ckreiling/mcp-server-docker, src/mcp_server_docker/input_schemas.py',
  tools: {
    list_containers: args({ option: 'all', value: 'filters' }),
    create_container: args({ value: CONTAINER }),
    run_container: args({ value: CONTAINER }),
    recreate_container: args({ value: `${CONTAINER} container_id` }),
    start_container: args({ value: 'container_id' }),
    stop_container: args({ value: 'container_id' }),
    remove_container: args({ value: 'container_id force' }),
    fetch_container_logs: args({ value: 'container_id', option: 'tail' }),
    list_images: args({ option: 'all', value: 'name filters' }),
    pull_image: args({ value: 'repository tag' }),
    push_image: args({ value: 'repository tag' }),
    build_image: args({ readFolder: 'path', readFile: 'dockerfile', value: 'tag' }),
    remove_image: args({ value: 'image force' }),
    list_networks: args({ value: 'filters' }),
    create_network: args({ value: 'name driver internal labels' }),
    remove_network: args({ value: 'network_id' }),
    list_volumes: {},
    create_volume: args({ value: 'name driver labels' }),
    remove_volume: args({ value: 'volume_name force' }),
  },
};
