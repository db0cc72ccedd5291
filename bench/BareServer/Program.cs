using CarSearch.BareServer;

// What CarSearch is measured against: one bare app a role, as the ASP.NET Core template makes it.
var role = args.FirstOrDefault();
return role switch
{
    "start" => StartServer.Run(args[1..]),
    "post" => PostServer.Run(args[1..]),
    "get" => ReplayServer.Run(args[1], args[2..]),
    _ => Unknown(),
};

static int Unknown()
{
    Console.Error.WriteLine("BareServer start|post|get <answers file> [--urls http://127.0.0.1:PORT]");
    return 2;
}
