using CarSearch.Functions;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>The cloud host's services in a web server of this process, on a port that is free.</summary>
internal static class CloudApplications
{
    /// <summary>Creates a builder with all services of the host. Services that are added later replace them.</summary>
    public static WebApplicationBuilder NewBuilder(
        IEnumerable<KeyValuePair<string, string?>> settings,
        string account,
        TimeProvider time,
        LogLines log,
        IEnumerable<ISupplier> suppliers,
        string? environment = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment ?? Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration[ResultsOptions.Section] = account;
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(time);
        foreach (var supplier in suppliers)
        {
            builder.Services.AddSingleton(supplier);
        }

        builder.Services.AddCarSearch(ResultsOptions.Names).AddSimulatedSuppliers();
        builder.Services.AddCloudHost();
        return builder;
    }
}
