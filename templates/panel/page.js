/* A page of the counter: its forms are sent with the page's key, and what comes back takes the place of what was there. */
(function () {
  'use strict';
  var body = document.body, sending = false;
  function el(id) { return document.getElementById(id); }
  function say(text) { el('say').textContent = ''; el('say').textContent = text; }
  function trouble(text) { el('trouble').hidden = !text; el('trouble').textContent = text; }

  function send(form) {
    if (sending) { return; }
    sending = true;
    trouble('');
    say(body.dataset.sending);
    var button = form.querySelector('button[type=submit]');
    button.setAttribute('aria-disabled', 'true');
    fetch(location.pathname, {
      method: 'POST', credentials: 'same-origin', headers: { 'X-Panel-Key': body.dataset.key },
      body: new URLSearchParams(new FormData(form))
    }).then(function (answer) {
      if (!answer.ok && answer.status !== 422) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('main');
      el('main').replaceWith(document.adoptNode(fresh));
      var outcome = el('outcome');
      outcome.focus();
      outcome.scrollIntoView({ block: 'nearest' });
      say(outcome.textContent.replace(/\s+/g, ' ').trim());
    }).catch(function () {
      trouble(body.dataset.lost);
      button.removeAttribute('aria-disabled');
    }).then(function () { sending = false; });
  }
  document.addEventListener('submit', function (event) {
    event.preventDefault();
    send(event.target);
  });

  function boxes(all) { return all.closest('fieldset').querySelectorAll('input[name]'); }
  document.addEventListener('change', function (event) {
    var box = event.target, group = box.closest('fieldset');
    if (!group || box.type !== 'checkbox') { return; }
    var all = group.querySelector('[data-all]');
    if (box === all) {
      boxes(all).forEach(function (one) { one.checked = all.checked; });
    } else if (all) {
      var on = group.querySelectorAll('input[name]:checked').length;
      all.checked = on === boxes(all).length;
      all.indeterminate = on > 0 && !all.checked;
    }
  });

  document.addEventListener('click', function (event) {
    var copy = event.target.closest('[data-copy]'), slip = event.target.closest('[data-slip]');
    var paper = event.target.closest('a[data-print]');
    if (copy) {
      var line = el(copy.dataset.copy);
      line.select();
      // Without the right to the clipboard the line stays selected, and a person copies it.
      (navigator.clipboard ? navigator.clipboard.writeText(line.value) : Promise.reject(new Error('none')))
        .catch(function () { return document.execCommand('copy'); })
        .then(function () { say(body.dataset.copied); });
    } else if (slip) {
      var section = slip.closest('.is-slip');
      body.classList.add('prints-slip');
      section.classList.add('is-printed');
      window.print();
      body.classList.remove('prints-slip');
      section.classList.remove('is-printed');
    } else if (paper) {
      var opened = window.open(paper.href);
      if (opened) {
        event.preventDefault();
        opened.addEventListener('load', function () { opened.print(); });
      }
    }
  });
}());
