using CarSearch.Api;

namespace CarSearch.Local;

/// <summary>Tells unknown addresses and methods as problem details, as the rest of the API tells its errors.</summary>
internal static class UnmatchedRoutes
{
    public static void UseProblemsForUnmatchedRoutes(this IApplicationBuilder app) => app.UseStatusCodePages(async pages =>
    {
        var problem = pages.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NoSuchAddress,
            StatusCodes.Status405MethodNotAllowed => Problem.WrongMethod,
            _ => null,
        };
        if (problem is not null)
        {
            await problem.ExecuteAsync(pages.HttpContext).ConfigureAwait(false);
        }
    });
}
