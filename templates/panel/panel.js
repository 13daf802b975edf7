/* The staff's page: the button, its progress, dropped files. What is shown is made by the program: after each act the
   page is fetched again, and the parts that live are put in the place of the old ones. */
(function () {
  'use strict';
  var LARGEST = 64 * 1024 * 1024;
  function el(id) { return document.getElementById(id); }
  var body = document.body, go = el('go'), run = el('run'), drop = el('drop'), file = el('file');
  var idle = go.textContent, stream = null, losses = 0, spoken = '';

  function say(text) { el('say').textContent = text; }
  function trouble(text) { el('trouble').hidden = !text; el('trouble').textContent = text; }
  function post(path, content, headers) {
    headers['X-Panel-Key'] = body.dataset.key;
    return fetch(path, { method: 'POST', body: content, headers: headers, credentials: 'same-origin' });
  }
  function lost() { trouble(body.dataset.lost); say(body.dataset.lost); calm(); }

  function renew() {
    return fetch('./', { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html'), focus = document.activeElement;
      document.querySelectorAll('[data-live]').forEach(function (old) {
        var next = fresh.getElementById(old.id);
        if (next) { old.replaceWith(document.adoptNode(next)); }
      });
      if (focus && focus.id && el(focus.id)) { el(focus.id).focus(); }
    }).catch(lost);
  }

  function calm() {
    go.removeAttribute('aria-disabled');
    go.textContent = idle;
    run.hidden = true;
  }

  function show(state) {
    var reached = false, now = null;
    run.hidden = false;
    go.setAttribute('aria-disabled', 'true');
    go.textContent = go.dataset.busy;
    el('bar').value = state.percent;
    el('percent').textContent = state.percent + '\u00a0%';
    run.querySelectorAll('li').forEach(function (item) {
      var is = item.dataset.stage === state.stage;
      if (is) { reached = true; now = item; }
      item.className = is ? 'is-now' : reached || !state.stage ? '' : 'is-done';
      if (is && state.total) {
        // Bytes are no number that anybody counts in.
        item.lastChild.textContent = state.total > 100000 ? Math.floor(100 * state.done / state.total) + '\u00a0%'
          : run.dataset.of.replace('{done}', state.done).replace('{total}', state.total);
      }
    });
    // A screen reader hears each stage once, not every step of it.
    if (now && spoken !== state.stage) { spoken = state.stage; say(now.firstChild.textContent); }
  }

  function listen() {
    if (stream) { return; }
    stream = new EventSource('events');
    stream.addEventListener('progress', function (event) {
      var state = JSON.parse(event.data);
      losses = 0;
      if (state.state === 'running') { show(state); }
    });
    stream.addEventListener('end', function (event) {
      var state = JSON.parse(event.data), was = !run.hidden;
      stream.close();
      stream = null;
      if (state.state === 'done' && was) { show(state); }
      renew().then(function () {
        calm();
        if (was) { say(el('verdict').textContent); }
      });
    });
    stream.onerror = function () {
      losses += 1;
      var closed = stream.readyState === EventSource.CLOSED;
      if (losses < 3 && !closed) { return; }
      stream.close();
      stream = null;
      if (losses < 3) { setTimeout(listen, 1500); } else { lost(); }
    };
  }

  go.addEventListener('click', function () {
    if (go.getAttribute('aria-disabled') === 'true') { return; }
    trouble('');
    spoken = '';
    run.querySelectorAll('li span').forEach(function (span) { span.textContent = ''; });
    show({ stage: '', done: 0, total: 0, percent: 0 });
    post('refresh', '', {}).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      listen();
    }).catch(lost);
  });

  document.addEventListener('click', function (event) {
    var job = event.target.closest('[data-job]'), paper = event.target.closest('a[data-print]');
    if (paper) {
      var opened = window.open(paper.href);
      if (opened) {
        event.preventDefault();
        opened.addEventListener('load', function () { opened.print(); });
      }
    }
    if (!job) { return; }
    trouble('');
    post('jobs/' + job.dataset.job, '', {}).then(function (answer) {
      if (answer.status === 409) { trouble(el('jobs').dataset.busy); return; }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      spoken = '';
      run.querySelectorAll('li span').forEach(function (span) { span.textContent = ''; });
      show({ stage: '', done: 0, total: 0, percent: 0 });
      listen();
    }).catch(lost);
  });

  function send(files, at) {
    var one = files[at];
    if (!one) { file.value = ''; listen(); return; }
    trouble('');
    if (one.size > LARGEST) { trouble(drop.dataset.tooLarge); return; }
    say(drop.dataset.busy);
    post('drop', one, { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(one.name) })
      .then(function (answer) {
        if (answer.status === 413) { trouble(drop.dataset.tooLarge); return; }
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.text().then(function (word) {
          return renew().then(function () {
            say(drop.dataset[word].replace('{name}', function () { return one.name; }));
            send(files, at + 1);
          });
        });
      }).catch(function () { trouble(drop.dataset.failed); });
  }
  file.addEventListener('change', function () { send(Array.prototype.slice.call(file.files), 0); });

  // A file that misses the zone would replace the page, so the whole window takes it.
  ['dragenter', 'dragover', 'dragleave', 'drop'].forEach(function (name) {
    window.addEventListener(name, function (event) {
      event.preventDefault();
      drop.classList.toggle('is-over', name === 'dragenter' || name === 'dragover');
      if (name === 'drop') { send(Array.prototype.slice.call(event.dataTransfer.files), 0); }
    });
  });
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden && run.hidden) { renew().then(resume); }
  });
  function resume() { if (el('problems').dataset.state !== 'idle') { listen(); } }
  resume();
}());
