using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CarSearch.Api;

/// <summary>Collects the endpoints that a package maps, so that a host maps their handlers itself.</summary>
public sealed class RouteCollector(IServiceProvider services) : IEndpointRouteBuilder
{
    /// <inheritdoc/>
    public IServiceProvider ServiceProvider => services;

    /// <inheritdoc/>
    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <summary>Gets the endpoints.</summary>
    public IEnumerable<Endpoint> Endpoints => DataSources.SelectMany(source => source.Endpoints);

    /// <inheritdoc/>
    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
}
