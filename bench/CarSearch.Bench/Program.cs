using System.ComponentModel;
using System.Runtime.InteropServices;
using CarSearch.Bench;
using CarSearch.Bench.Cloud;
using CarSearch.Bench.Figures;
using CarSearch.Bench.Overload;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Servers;

(string Name, Func<Workbench, Report, CancellationToken, Task> MeasureAsync)[] parts =
[
    ("start", StartFigure.MeasureAsync),
    ("post", PostFigure.MeasureAsync),
    ("get", GetFigure.MeasureAsync),
    ("disk", DiskFigure.MeasureAsync),
    ("flight", FlightFigure.MeasureAsync),
    ("parse", ParseFigure.MeasureAsync),
];

if (args is ["cloud", .. var rest])
{
    return await CloudLoad.MainAsync(rest);
}

if (args is ["overload", .. var overload])
{
    return await OverloadLoad.MainAsync(overload);
}

if (args is ["share", .. var share])
{
    return await ShareLoad.MainAsync(share);
}

if (BenchOptions.Parse(args, parts.Select(part => part.Name)) is not { } options || !OperatingSystem.IsLinux())
{
    Console.Error.WriteLine(OperatingSystem.IsLinux() ? BenchOptions.Usage : "The benchmark reads /proc: it runs on Linux.");
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(40));
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var report = new Report(options.Quick);
var failed = false;
try
{
    var machine = await Machine.DescribeAsync(options.Root, stop.Token);
    using var workbench = await Workbench.CreateAsync(options, stop.Token);
    foreach (var part in parts.Where(part => options.Part == "all" || part.Name == options.Part))
    {
        Workbench.Progress($"measuring: {part.Name}");
        try
        {
            await part.MeasureAsync(workbench, report, stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The other parts are still worth having; this one shows as missed.
            failed = true;
            Console.Error.WriteLine(e);
            var why = e.Message.ReplaceLineEndings(" ").Replace('|', '/');
            report.Add(Figure.Of($"{part.Name}: could not be measured", why[..Math.Min(why.Length, 200)], "", met: false));
        }
    }

    var markdown = report.ToMarkdown(machine);
    Console.Write(markdown);
    if (options.Write)
    {
        Report.Write(Path.Combine(options.Root, "bench", "README.md"), markdown);
    }
}
catch (Exception e) when (e is BenchException or OperationCanceledException or IOException or Win32Exception)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

return failed ? 1 : 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
