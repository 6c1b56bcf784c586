import { mount } from 'svelte';
import { readComparison } from '../lib/comparison';
import { title } from '../lib/comparisonText';
import '../lib/page.css';
import Compare from './Compare.svelte';

const results = readComparison(document);
if (results) document.title = `${title(results)} – Comity`;
mount(Compare, { target: document.getElementById('app')!, props: { results } });
