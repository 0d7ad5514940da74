-- Controls are found by the requirements that they name.
select app.enroll_naming('app.control', 'requirements');
