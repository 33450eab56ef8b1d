import type { Occupation, PublishedMap, Route } from '@app/occupational-map';

/** Where links lead: the API's own address and that of the maps, both without a slash at the end. */
export type Hosts = { apiUrl: string; mapsUrl: string };

type Link = { rel: string; href: string };

/** The links of a route; `mapURL` is what clients read. */
export function routeLinks({ officialId, slug }: Route, hosts: Hosts): Link[] {
  return [
    { rel: 'routeAPI', href: `${hosts.apiUrl}/api/v1/routes/${officialId}` },
    { rel: 'mapURL', href: mapUrl(hosts, slug) },
  ];
}

/** The links of an occupation, in the API's order; those to a progression map only where there is one. */
export function occupationLinks(map: PublishedMap, { reference }: Occupation, hosts: Hosts): Link[] {
  const { apiUrl, mapsUrl } = hosts;
  const route = map.route(map.occupation(reference)?.placement?.route ?? '');
  const links: Link[] = [{ rel: 'occupationStandardAPI', href: `${apiUrl}/api/v1/occupations/${reference}` }];
  if (route) links.push({ rel: 'routeAPI', href: `${apiUrl}/api/v1/routes/${route.officialId}` });
  links.push({ rel: 'occupationalStandardURL', href: `${mapsUrl}/maps/occupation/${reference}` });
  if (route) links.push({ rel: 'occupationalMapURL', href: mapUrl(hosts, route.slug) });
  if (map.leadsTo(reference).length === 0) return links;
  return [
    ...links,
    { rel: 'occupationalProgressionAPI', href: `${apiUrl}/api/v1/occupationalprogression/${reference}` },
    { rel: 'occupationalProgressionURL', href: `${mapsUrl}/maps/progression-map/${reference}` },
  ];
}

const mapUrl = ({ mapsUrl }: Hosts, slug: string): string => `${mapsUrl}/maps/route/${slug}`;
