import { mount } from 'svelte';
import '../lib/page.css';
import './app.css';
import App from './App.svelte';

mount(App, { target: document.getElementById('app')! });
