import { mount } from 'svelte';
import { readResults } from '../lib/results';
import '../lib/page.css';
import Report from './Report.svelte';

const results = readResults(document);
if (results) document.title = `${results.scenario.name} – Comity`;
mount(Report, { target: document.getElementById('app')!, props: { results } });
