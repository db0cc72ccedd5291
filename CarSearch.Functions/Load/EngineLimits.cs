using Microsoft.Extensions.Configuration;

namespace CarSearch.Functions.Load;

/// <summary>The concurrency limits of the Durable extension, as the Functions host reads them.</summary>
internal static class EngineLimits
{
    private const string MaxActivities = "extensions:durableTask:maxConcurrentActivityFunctions";

    /// <summary>Gets how many activities an instance runs at once: its app setting, else host.json, else the extension's default.</summary>
    /// <param name="configuration">The configuration, with the app settings.</param>
    /// <param name="folder">The folder of host.json.</param>
    public static int GetMaxActivities(IConfiguration configuration, string folder)
    {
        var file = new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("host.json", optional: true).Build();
        return configuration.GetValue<int?>($"AzureFunctionsJobHost:{MaxActivities}")
            ?? file.GetValue<int?>(MaxActivities)
            ?? 10 * Environment.ProcessorCount;
    }
}
