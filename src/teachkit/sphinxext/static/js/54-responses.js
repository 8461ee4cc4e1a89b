// Responses, as the strings in which a file of answers holds them.
(function (teachkit) {
  "use strict";

  // The controls of an item; those that only print are left out.
  function fields(item) {
    return [...item.querySelectorAll("input, select, textarea")].filter((one) =>
      one.name.startsWith(item.dataset.tkItem),
    );
  }

  function partOf(item, field) {
    return field.name.slice(item.dataset.tkItem.length + 1);
  }

  function chosen(item) {
    return fields(item)
      .filter((one) => one.checked)
      .map((one) => one.value)
      .join(";");
  }

  function choose(item, response) {
    const values = response.split(";");
    for (const one of fields(item)) one.checked = values.includes(one.value);
  }

  function typed(item) {
    const value = fields(item)[0].value;
    return value.trim() ? value : "";
  }

  function type(item, response) {
    write(fields(item)[0], response);
  }

  // Leave a field alone in which somebody types.
  function write(field, value) {
    if (field.value !== value && field !== document.activeElement) field.value = value;
  }

  function parts(item) {
    const given = {};
    for (const one of fields(item)) {
      const off = one.type === "radio" && !one.checked;
      if (!off && one.value.trim()) given[partOf(item, one)] = one.value;
    }
    return Object.keys(given).length ? JSON.stringify(given) : "";
  }

  function fillParts(item, response) {
    const given = teachkit.asParts(response);
    for (const one of fields(item)) {
      const value = given[partOf(item, one)] || "";
      if (one.type === "radio") one.checked = one.value === value;
      else write(one, value);
    }
  }

  const WAYS = {
    choice: [chosen, choose],
    multi: [chosen, choose],
    number: [typed, type],
    date: [typed, type],
    text: [typed, type],
    essay: [typed, type],
    cloze: [parts, fillParts],
    match: [parts, fillParts],
    claims: [parts, fillParts],
    order: [(item) => teachkit.order.read(item), (item, text) => teachkit.order.fill(item, text)],
  };

  // The response of an item, "" for a blank.
  teachkit.response = (item) => WAYS[item.dataset.tkKind][0](item);

  // Put a response into the controls of an item.
  teachkit.fill = (item, response) => WAYS[item.dataset.tkKind][1](item, response);

  // The parts of a response that is an object; {} for anything else.
  teachkit.asParts = function (response) {
    try {
      const given = JSON.parse(response);
      return given && typeof given === "object" && !Array.isArray(given) ? given : {};
    } catch {
      return {};
    }
  };

  teachkit.fieldsOf = fields;
  teachkit.partOf = partOf;
})(window.teachkit);
